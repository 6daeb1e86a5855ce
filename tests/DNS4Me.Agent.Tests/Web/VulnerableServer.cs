using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DNS4Me.Agent.Tests.Web;

/// <summary>A web server with every mistake that the probes look for, to show that they would find it.</summary>
internal sealed class VulnerableServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly string _folder;
    private readonly Task _serving;

    public VulnerableServer(string folder)
    {
        _folder = folder;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _serving;
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                using var socket = await _listener.AcceptSocketAsync(_ending.Token);
                await AnswerAsync(socket);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client that went away is no reason to leave the next one alone.
            }
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        // Takes whatever comes at once for requests, wherever a line looks like one.
        var buffer = new byte[64 * 1024];
        var read = await socket.ReceiveAsync(buffer);
        foreach (var line in Encoding.Latin1.GetString(buffer, 0, read).Split('\n').Where(line => line.Contains(" HTTP/1.")))
        {
            var target = line[(line.IndexOf(' ') + 1)..line.LastIndexOf(" HTTP", StringComparison.Ordinal)];
            var body = Read(target) ?? [];
            await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(body.Length == 0 ? 404 : 200)} X\r\nContent-Length: {body.Length}\r\n\r\n"));
            await socket.SendAsync(body);
        }

        socket.Shutdown(SocketShutdown.Both);
    }

    private byte[]? Read(string target)
    {
        var path = Simplify(Decode(Decode(target)));
        try
        {
            var file = Path.GetFullPath(File.Exists(path) && !path.StartsWith('?') ? path : Path.Combine(_folder, path.TrimStart('/')));
            return File.Exists(file) ? File.ReadAllBytes(file) : Directory.Exists(file) ? Encoding.UTF8.GetBytes(string.Concat(Directory.GetFiles(file).Select(File.ReadAllText))) : null;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Decodes as lenient servers did: escapes of two and four digits, overlong forms and wide characters.</summary>
    private static string Decode(string text)
    {
        var decoded = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 5 < text.Length && text[i + 1] == 'u' && int.TryParse(text.AsSpan(i + 2, 4), System.Globalization.NumberStyles.HexNumber, null, out var wide))
            {
                decoded.Append(wide switch { 0xFF0E => '.', 0x2215 => '/', _ => (char)wide });
                i += 5;
            }
            else if (text[i] == '%' && i + 2 < text.Length && int.TryParse(text.AsSpan(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var one))
            {
                decoded.Append((char)one);
                i += 2;
            }
            else
            {
                decoded.Append(text[i]);
            }
        }

        return decoded.ToString().Replace("\u00C0\u00AE", ".").Replace("\u00C0\u00AF", "/").Replace("\u00E0\u0080\u00AE", ".").Replace("\u00EF\u00BC\u008E", ".");
    }

    private static string Simplify(string path)
    {
        path = path.Replace('\\', '/').Split('?')[0].Split('\0', '\n', ';')[0].Replace("::$DATA", "").Replace(":$DATA", "");
        var authority = path.IndexOf("://", StringComparison.Ordinal);
        path = authority < 0 ? path : path[(path.IndexOf('/', authority + 3) is >= 0 and var end ? end : path.Length)..];
        return path.TrimEnd('.', ' ');
    }
}
