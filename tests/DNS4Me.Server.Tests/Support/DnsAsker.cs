using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using DNS4Me.Dns;

namespace DNS4Me.Server.Tests.Support;

/// <summary>Asks over real sockets.</summary>
internal static class DnsAsker
{
    public static async Task<DnsMessage> AskAsync(IPEndPoint server, DnsMessage query)
    {
        var response = DnsMessage.Parse(await ExchangeAsync(server, query.ToWire()));
        Assert.True(response.IsResponseTo(query));
        return response;
    }

    /// <summary>Sends a datagram and gives the one that comes back.</summary>
    public static async Task<byte[]> ExchangeAsync(IPEndPoint server, ReadOnlyMemory<byte> datagram)
    {
        using var deadline = Deadline();
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, deadline.Token);
        await socket.SendAsync(datagram, deadline.Token);
        var buffer = new byte[DnsLimits.MaxMessageLength];
        return buffer[..await socket.ReceiveAsync(buffer, deadline.Token)];
    }

    public static async Task<NetworkStream> ConnectAsync(IPEndPoint server)
    {
        using var deadline = Deadline();
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, deadline.Token);
        return new(socket, ownsSocket: true);
    }

    public static byte[] Framed(ReadOnlySpan<byte> message)
    {
        var framed = new byte[sizeof(ushort) + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)message.Length);
        message.CopyTo(framed.AsSpan(sizeof(ushort)));
        return framed;
    }

    /// <summary>Reads one message; null when the server closed the connection.</summary>
    public static async Task<DnsMessage?> ReadFramedAsync(Stream stream)
    {
        using var deadline = Deadline();
        var prefix = new byte[sizeof(ushort)];
        try
        {
            if (await stream.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, deadline.Token) == 0)
            {
                return null;
            }
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return null;
        }

        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        await stream.ReadExactlyAsync(message, deadline.Token);
        return DnsMessage.Parse(message);
    }

    private static CancellationTokenSource Deadline()
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TestTime.Deadline);
        return deadline;
    }
}
