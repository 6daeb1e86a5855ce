using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DNS4Me.Dns;

namespace DNS4Me.Agent.Tests.Dns;

/// <summary>A DNS server on a free port of the loopback address, over UDP and TCP, that answers what a test says; several datagrams, or none.</summary>
internal sealed class FakeDnsServer : IAsyncDisposable
{
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _tcp = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<DnsMessage, bool, IEnumerable<byte[]>> _answer;
    private readonly Task _running;

    /// <param name="answer">Takes the query, and whether it came over TCP.</param>
    public FakeDnsServer(Func<DnsMessage, bool, IEnumerable<byte[]>> answer)
    {
        _answer = answer;
        _tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _tcp.Listen();
        _udp.Bind(_tcp.LocalEndPoint!);
        _running = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    public FakeDnsServer(Func<DnsMessage, DnsMessage> answer)
        : this((query, _) => [answer(query).ToWire()])
    {
    }

    public int Port => ((IPEndPoint)_tcp.LocalEndPoint!).Port;

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<DnsMessage> Queries { get; } = [];

    /// <summary>An answer to a query.</summary>
    public static DnsMessage Answer(DnsMessage query, DnsRcode rcode = DnsRcode.NoError, DnsHeaderFlags flags = DnsHeaderFlags.None, params DnsRecordData[] data) => new()
    {
        Id = query.Id,
        Flags = flags | DnsHeaderFlags.Response,
        Rcode = rcode,
        Questions = query.Questions,
        Answers = [.. data.Select(item => new DnsResourceRecord(query.Questions[0].Name, DnsClass.IN, 60, item))],
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _udp.Dispose();
        _tcp.Dispose();
        _stop.Dispose();
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[DnsLimits.MaxMessageLength];
        while (true)
        {
            var received = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            foreach (var answer in Ask(buffer.AsSpan(0, received.ReceivedBytes), tcp: false))
            {
                await _udp.SendToAsync(answer, received.RemoteEndPoint, _stop.Token);
            }
        }
    }

    private async Task ServeTcpAsync()
    {
        while (true)
        {
            using var client = await _tcp.AcceptAsync(_stop.Token);
            await using var stream = new NetworkStream(client);
            var prefix = new byte[2];
            await stream.ReadExactlyAsync(prefix, _stop.Token);
            var query = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(query, _stop.Token);
            foreach (var answer in Ask(query, tcp: true))
            {
                BinaryPrimitives.WriteUInt16BigEndian(prefix, (ushort)answer.Length);
                await stream.WriteAsync((byte[])[.. prefix, .. answer], _stop.Token);
            }
        }
    }

    private IEnumerable<byte[]> Ask(ReadOnlySpan<byte> wire, bool tcp)
    {
        var query = DnsMessage.Parse(wire);
        Queries.Enqueue(query);
        return _answer(query, tcp);
    }
}
