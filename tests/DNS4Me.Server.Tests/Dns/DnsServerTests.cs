using System.Net;
using System.Net.Sockets;
using DNS4Me.Dns;
using DNS4Me.Server.Dns;

namespace DNS4Me.Server.Tests.Dns;

/// <summary>DNS over real sockets, hostile ones included.</summary>
public class DnsServerTests
{
    private const string Domain = "alice.dns4me.test";
    private static readonly byte[] Good = DnsMessage.CreateQuery(DnsName.Parse(Domain), DnsType.A).ToWire();

    [Fact]
    public async Task TCP_answers_pipelined_queries_in_order()
    {
        await using var server = await StartAsync();
        await using var stream = await DnsAsker.ConnectAsync(server.EndPoints[0]);
        var queries = Enumerable.Range(0, 20).Select(i => DnsMessage.CreateQuery(DnsName.Parse($"n{i}.{Domain}"), DnsType.A)).ToArray();
        await stream.WriteAsync(queries.SelectMany(query => DnsAsker.Framed(query.ToWire())).ToArray(), TestContext.Current.CancellationToken);

        foreach (var query in queries)
        {
            Assert.True((await DnsAsker.ReadFramedAsync(stream))!.IsResponseTo(query));
        }
    }

    [Fact]
    public async Task TCP_has_room_left_however_many_connections_one_client_opens()
    {
        await using var server = await StartAsync();
        var greedy = new List<Socket>();
        try
        {
            var refused = 0;
            while (refused < 20)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                greedy.Add(socket);
                socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 0));
                await socket.ConnectAsync(server.EndPoints[0], TestContext.Current.CancellationToken);
                await socket.SendAsync(DnsAsker.Framed(Good), TestContext.Current.CancellationToken);
                refused += await AnswersAsync(socket) ? 0 : 1;
                Assert.InRange(greedy.Count, 1, 200);
            }

            await using var other = await DnsAsker.ConnectAsync(server.EndPoints[0]);
            await other.WriteAsync(DnsAsker.Framed(Good), TestContext.Current.CancellationToken);
            Assert.Single((await DnsAsker.ReadFramedAsync(other))!.Answers);
        }
        finally
        {
            greedy.ForEach(socket => socket.Dispose());
        }

        static async Task<bool> AnswersAsync(Socket socket)
        {
            try
            {
                return await socket.ReceiveAsync(new byte[512], TestContext.Current.CancellationToken) > 0;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task TCP_takes_a_query_octet_by_octet()
    {
        await using var server = await StartAsync();
        await using var stream = await DnsAsker.ConnectAsync(server.EndPoints[0]);
        foreach (var octet in DnsAsker.Framed(Good))
        {
            await stream.WriteAsync(new[] { octet }, TestContext.Current.CancellationToken);
        }

        Assert.Single((await DnsAsker.ReadFramedAsync(stream))!.Answers);
    }

    [Fact]
    public async Task TCP_answers_an_asker_that_will_send_no_more()
    {
        await using var server = await StartAsync();
        await using var stream = await DnsAsker.ConnectAsync(server.EndPoints[0]);
        await stream.WriteAsync(DnsAsker.Framed(Good), TestContext.Current.CancellationToken);
        stream.Socket.Shutdown(SocketShutdown.Send);

        Assert.Single((await DnsAsker.ReadFramedAsync(stream))!.Answers);
        Assert.Null(await DnsAsker.ReadFramedAsync(stream));
    }

    [Theory]
    [InlineData("0000")]
    [InlineData("0005ffffffffff")]
    [InlineData("000c010280000000000000000000")]
    public async Task TCP_that_speaks_no_DNS_is_closed(string hex)
    {
        await using var server = await StartAsync();
        await using var stream = await DnsAsker.ConnectAsync(server.EndPoints[0]);
        await stream.WriteAsync(Convert.FromHexString(hex), TestContext.Current.CancellationToken);

        Assert.Null(await DnsAsker.ReadFramedAsync(stream));
    }

    [Fact]
    public async Task A_malformed_query_over_TCP_gets_an_error_and_the_connection_lives()
    {
        await using var server = await StartAsync();
        await using var stream = await DnsAsker.ConnectAsync(server.EndPoints[0]);
        await stream.WriteAsync((byte[])[.. DnsAsker.Framed([.. Good, 0]), .. DnsAsker.Framed(Good)], TestContext.Current.CancellationToken);

        Assert.Equal(DnsRcode.FormErr, (await DnsAsker.ReadFramedAsync(stream))!.Rcode);
        Assert.Equal(DnsRcode.NoError, (await DnsAsker.ReadFramedAsync(stream))!.Rcode);
    }

    [Fact]
    public async Task Rubbish_over_UDP_meets_silence_and_the_next_asker_an_answer()
    {
        await using var server = await StartAsync();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server.EndPoints[0], TestContext.Current.CancellationToken);
        var random = new Random(7);
        foreach (var length in new[] { 0, 1, 11, 12, 100, 1500, 60_000 })
        {
            var rubbish = new byte[length];
            random.NextBytes(rubbish);
            if (length > 2)
            {
                // A response: never answered.
                rubbish[2] |= 0x80;
            }

            await socket.SendAsync(rubbish, TestContext.Current.CancellationToken);
        }

        await socket.SendAsync(Good, TestContext.Current.CancellationToken);
        var buffer = new byte[DnsLimits.MaxMessageLength];
        Assert.Single(DnsMessage.Parse(buffer.AsSpan(0, await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken))).Answers);
    }

    [Fact]
    public async Task An_asker_that_has_gone_hinders_nobody()
    {
        await using var server = await StartAsync();
        for (var i = 0; i < 50; i++)
        {
            using var gone = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            await gone.SendToAsync(Good, server.EndPoints[0], TestContext.Current.CancellationToken);
        }

        Assert.Single(DnsMessage.Parse(await DnsAsker.ExchangeAsync(server.EndPoints[0], Good)).Answers);
    }

    [Fact]
    public async Task Many_askers_over_UDP_each_get_their_own_answer()
    {
        var zones = new TestZones();
        const int Domains = 200;
        for (var i = 0; i < Domains; i++)
        {
            zones.Add($"d{i}.dns4me.test", presence: TestZones.Online(new IPAddress([198, 51, 100, (byte)i])));
        }

        await using var server = await StartAsync(zones);
        await Parallel.ForAsync(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (asker, _) =>
        {
            for (var i = asker; i < Domains * 4; i += 16)
            {
                var response = await DnsAsker.AskAsync(server.EndPoints[0], DnsMessage.CreateQuery(DnsName.Parse($"www.D{i % Domains}.dns4me.test"), DnsType.A));
                Assert.Equal($"198.51.100.{i % Domains}", Assert.Single(response.Answers).Data.ToString());
            }
        });
    }

    [Fact]
    public async Task Both_families_are_served_beside_each_other()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "IPv6 is off");
        var zones = new TestZones();
        zones.Add(Domain);
        await using var four = await DnsServer.StartAsync([new(IPAddress.Any, 0)], 1, zones.Responder, new ListLoggerFactory());
        await using var six = await DnsServer.StartAsync([new(IPAddress.IPv6Any, four.EndPoints[0].Port)], 1, zones.Responder, new ListLoggerFactory());

        Assert.Single(DnsMessage.Parse(await DnsAsker.ExchangeAsync(new(IPAddress.IPv6Loopback, six.EndPoints[0].Port), Good)).Answers);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_and_nothing_stays_open()
    {
        await using var first = await StartAsync();
        var taken = first.EndPoints[0];
        var zones = new TestZones();
        var free = Ports.Free();

        var fault = (await Assert.ThrowsAsync<DNS4MeException>(
            () => DnsServer.StartAsync([new(IPAddress.Loopback, free), taken], 2, zones.Responder, new ListLoggerFactory()))).Fault;

        Assert.Equal(taken.ToString(), fault.Target);
        await using var second = await DnsServer.StartAsync([new(IPAddress.Loopback, free)], 2, zones.Responder, new ListLoggerFactory());
        Assert.Equal(free, second.EndPoints[0].Port);
    }

    [Fact]
    public async Task It_stops_with_open_connections_and_frees_its_port()
    {
        var server = await StartAsync();
        var endPoint = server.EndPoints[0];
        await using var idle = await DnsAsker.ConnectAsync(endPoint);
        await using var half = await DnsAsker.ConnectAsync(endPoint);
        await half.WriteAsync(DnsAsker.Framed(Good).AsMemory(0, 5), TestContext.Current.CancellationToken);

        await server.DisposeAsync().AsTask().WaitAsync(TestTime.Deadline, TestContext.Current.CancellationToken);

        Assert.Null(await DnsAsker.ReadFramedAsync(idle));
        var zones = new TestZones();
        await using var next = await DnsServer.StartAsync([endPoint], 2, zones.Responder, new ListLoggerFactory());
        Assert.Equal(DnsRcode.NXDomain, DnsMessage.Parse(await DnsAsker.ExchangeAsync(endPoint, Good)).Rcode);
    }

    private static async Task<DnsServer> StartAsync(TestZones? zones = null)
    {
        if (zones is null)
        {
            zones = new();
            zones.Add(Domain);
        }

        return await DnsServer.StartAsync([new(IPAddress.Loopback, 0)], 2, zones.Responder, new ListLoggerFactory());
    }
}
