using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using DNS4Me.Dns;

namespace DNS4Me.Agent.Dns;

/// <summary>One question to one server and its answer, over a socket of its own.</summary>
internal static class DnsExchange
{
    private const int LengthPrefix = 2;

    /// <summary>
    /// Asks over UDP. What comes but is no answer to the question is passed over (RFC 5452, section 9.1), as anybody may have sent it, and
    /// <paramref name="malformed"/> is told of what is no message at all.
    /// </summary>
    /// <exception cref="SocketException">The server cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">No answer came in time.</exception>
    public static async Task<DnsMessage> AskOverUdpAsync(IPEndPoint server, DnsMessage query, Action<DnsFormatException> malformed, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellation).ConfigureAwait(false);
        await socket.SendAsync(query.ToWire(), cancellation).ConfigureAwait(false);
        var buffer = new byte[DnsLimits.MaxMessageLength];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellation).ConfigureAwait(false);
            try
            {
                if (DnsMessage.Parse(buffer.AsSpan(0, length)) is var answer && answer.IsResponseTo(query))
                {
                    return answer;
                }
            }
            catch (DnsFormatException e)
            {
                malformed(e);
            }
        }
    }

    /// <summary>Asks over TCP. RFC 7766.</summary>
    /// <exception cref="SocketException">The server cannot be reached.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection before it had answered.</exception>
    /// <exception cref="DnsFormatException">What came is no message.</exception>
    /// <exception cref="InvalidDataException">What came is no answer to the question.</exception>
    /// <exception cref="OperationCanceledException">No answer came in time.</exception>
    public static async Task<DnsMessage> AskOverTcpAsync(IPEndPoint server, DnsMessage query, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellation).ConfigureAwait(false);
        await using var stream = new NetworkStream(socket);
        var wire = query.ToWire();
        var framed = new byte[LengthPrefix + wire.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)wire.Length);
        wire.CopyTo(framed, LengthPrefix);
        try
        {
            await stream.WriteAsync(framed, cancellation).ConfigureAwait(false);
            var prefix = new byte[LengthPrefix];
            await stream.ReadExactlyAsync(prefix, cancellation).ConfigureAwait(false);
            var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(answer, cancellation).ConfigureAwait(false);
            return DnsMessage.Parse(answer) is var message && message.IsResponseTo(query)
                ? message
                : throw new InvalidDataException("It answers another question.");
        }
        catch (IOException e) when (e.InnerException is SocketException reset)
        {
            throw reset;
        }
    }
}
