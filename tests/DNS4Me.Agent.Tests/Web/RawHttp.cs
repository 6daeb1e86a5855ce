using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DNS4Me.Agent.Tests.Web;

/// <summary>HTTP byte by byte: what a well-behaved client could not send.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Sends bytes and reads until the server closes the connection.</summary>
    public static async Task<RawAnswer> SendAsync(int port, string request)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var socket = await ConnectAsync(port);
        var received = new MemoryStream();
        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(request), deadline.Token);
            var buffer = new byte[64 * 1024];
            while (await socket.ReceiveAsync(buffer, deadline.Token) is > 0 and var read)
            {
                received.Write(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            // A server that refuses may reset the connection; what came before counts.
        }

        return new(Encoding.Latin1.GetString(received.ToArray()));
    }

    /// <summary>Fetches a target, with further header lines, over a connection of its own.</summary>
    public static Task<RawAnswer> GetAsync(int port, string target, string host = "alice.example", string method = "GET", params string[] headers)
        => SendAsync(port, $"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    public static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }
}

/// <summary>An answer as it came.</summary>
/// <param name="Text">All of it, a character a byte.</param>
internal sealed record RawAnswer(string Text)
{
    public int Status => Text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(Text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;

    public string Body => Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end ? Text[(end + 4)..] : "";

    /// <summary>The body as text in UTF-8.</summary>
    public string Utf8 => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Body));

    public string? Header(string name)
        => Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1).Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();

    /// <summary>Whether the body is as long as its head says.</summary>
    public bool IsWhole => Header("Content-Length") is { } length && long.Parse(length, CultureInfo.InvariantCulture) == Body.Length;
}
