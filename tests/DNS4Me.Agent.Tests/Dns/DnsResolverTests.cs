using System.Net;
using System.Net.Sockets;
using DNS4Me.Agent.Dns;
using DNS4Me.Dns;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Dns;

/// <summary>Asking DNS servers that answer well, badly, or not at all.</summary>
public class DnsResolverTests
{
    private static readonly ARecordData Address = new(IPAddress.Parse("192.0.2.7"));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_answer_comes_back_whole()
    {
        await using var server = new FakeDnsServer(query => new()
        {
            Id = query.Id,
            Flags = DnsHeaderFlags.Response | DnsHeaderFlags.AuthoritativeAnswer,
            Questions = query.Questions,
            Answers = [new(DnsName.Parse("www.example"), DnsClass.IN, 60, Address), new(DnsName.Parse("www.example"), DnsClass.IN, 0, new MxRecordData(10, DnsName.Parse("mail.example")))],
            Authorities = [new(DnsName.Parse("example"), DnsClass.IN, 3600, new NsRecordData(DnsName.Parse("ns.example")))],
            Additionals = [new(DnsName.Parse("ns.example"), DnsClass.IN, 5, new AaaaRecordData(IPAddress.Parse("2001:db8::1")))],
            Edns = new(),
        });
        var result = await ResolveAsync(server, "www.example.");
        Assert.Equal("NOERROR", result.ResponseCode);
        Assert.True(result.Authoritative);
        Assert.Equal($"127.0.0.1:{server.Port}", result.Server);
        Assert.Equal(
            [
                ("www.example", "A", 60, "Answer", "192.0.2.7"),
                ("www.example", "MX", 0, "Answer", "10 mail.example."),
                ("example", "NS", 3600, "Authority", "ns.example."),
                ("ns.example", "AAAA", 5, "Additional", "2001:db8::1"),
            ],
            result.Records.Select(record => (record.Name, record.Type, record.TimeToLive, record.Section, record.Data)));
        Assert.Equal(Address.Address, result.Records[0].Address);
        Assert.Null(result.Records[1].Address);
        var query = Assert.Single(server.Queries);
        Assert.NotNull(query.Edns);
        Assert.Equal(DnsHeaderFlags.RecursionDesired, query.Flags);
    }

    [Fact]
    public async Task No_record_of_the_type_is_an_answer_too()
    {
        await using var server = new FakeDnsServer(query => FakeDnsServer.Answer(query));
        Assert.Empty((await ResolveAsync(server)).Records);
    }

    [Fact]
    public async Task What_is_no_answer_to_the_question_is_passed_over()
    {
        await using var server = new FakeDnsServer((query, _) =>
        [
            [1, 2, 3],
            new DnsMessage { Id = (ushort)(query.Id + 1), Flags = DnsHeaderFlags.Response, Questions = query.Questions }.ToWire(),
            new DnsMessage { Id = query.Id, Questions = query.Questions }.ToWire(),
            new DnsMessage { Id = query.Id, Flags = DnsHeaderFlags.Response, Questions = [new(DnsName.Parse("other.example"), DnsType.A)] }.ToWire(),
            FakeDnsServer.Answer(query, data: Address).ToWire(),
        ]);
        Assert.Equal("192.0.2.7", Assert.Single((await ResolveAsync(server)).Records).Data);
        Assert.Single(server.Queries);
    }

    [Fact]
    public async Task A_truncated_answer_is_asked_for_again_over_tcp()
    {
        await using var server = new FakeDnsServer((query, tcp) =>
            [tcp ? FakeDnsServer.Answer(query, data: Address).ToWire() : FakeDnsServer.Answer(query, flags: DnsHeaderFlags.Truncated).ToWire()]);
        Assert.Single((await ResolveAsync(server)).Records);
        Assert.Equal(2, server.Queries.Count);
    }

    [Fact]
    public async Task Tcp_is_used_from_the_start_when_asked_for()
    {
        await using var server = new FakeDnsServer((query, tcp) => tcp ? [FakeDnsServer.Answer(query, data: Address).ToWire()] : []);
        Assert.Single((await ResolveAsync(server, tcp: true)).Records);
        Assert.Single(server.Queries);
    }

    [Theory]
    [InlineData(DnsRcode.FormErr)]
    [InlineData(DnsRcode.NotImp)]
    public async Task A_server_that_knows_no_edns_is_asked_without(DnsRcode rcode)
    {
        await using var server = new FakeDnsServer(query => query.Edns is null
            ? FakeDnsServer.Answer(query, data: Address)
            : new() { Id = query.Id, Flags = DnsHeaderFlags.Response, Rcode = rcode });
        Assert.Single((await ResolveAsync(server)).Records);
        Assert.Equal([true, false], server.Queries.Select(query => query.Edns is not null));
    }

    [Theory]
    [InlineData(DnsRcode.NXDomain, FaultCode.DnsNameUnknown, "www.example")]
    [InlineData(DnsRcode.Refused, FaultCode.DnsFailed, "REFUSED")]
    [InlineData(DnsRcode.ServFail, FaultCode.DnsFailed, "SERVFAIL")]
    public async Task A_server_that_says_no_is_a_fault(DnsRcode rcode, FaultCode code, string named)
    {
        await using var server = new FakeDnsServer(query => FakeDnsServer.Answer(query, rcode));
        var fault = await FaultOfAsync(Request(server.Port));
        Assert.Equal(code, fault.Code);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_question_is_asked_again_with_another_id()
    {
        var asked = 0;
        await using var server = new FakeDnsServer((query, _) => ++asked < 3 ? [] : [FakeDnsServer.Answer(query, data: Address).ToWire()]);
        Assert.Single((await new DnsResolver(TimeProvider.System).ResolveAsync(Request(server.Port, TimeSpan.FromSeconds(3)), TestContext.Current.CancellationToken)).Records);
        Assert.True(server.Queries.Select(query => query.Id).Distinct().Count() > 1);
    }

    [Fact]
    public async Task Silence_ends_with_the_time()
    {
        await using var server = new FakeDnsServer((_, _) => []);
        var fault = await FaultOfAsync(Request(server.Port, TimeSpan.FromMilliseconds(300)));
        Assert.Equal(FaultCode.DnsTimedOut, fault.Code);
        Assert.Equal($"127.0.0.1:{server.Port}", fault.Target);
        await Eventually.IsTrueAsync(() => server.Queries.Count == 3, "three questions arrive");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rubbish_is_called_so(bool tcp)
    {
        await using var server = new FakeDnsServer((_, _) => ["not a DNS message"u8.ToArray()]);
        Assert.Equal(FaultCode.DnsMalformed, (await FaultOfAsync(Request(server.Port, TimeSpan.FromMilliseconds(300), tcp: tcp))).Code);
    }

    [Fact]
    public async Task An_answer_to_another_question_over_tcp_is_malformed()
    {
        await using var server = new FakeDnsServer(query => new() { Id = query.Id, Flags = DnsHeaderFlags.Response, Questions = [new(DnsName.Parse("other.example"), DnsType.A)] });
        Assert.Equal(FaultCode.DnsMalformed, (await FaultOfAsync(Request(server.Port, tcp: true))).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_listening_is_unreachable(bool tcp)
    {
        using var taken = new Socket(AddressFamily.InterNetwork, tcp ? SocketType.Stream : SocketType.Dgram, tcp ? ProtocolType.Tcp : ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        if (!tcp)
        {
            // A bound socket would swallow the question; over TCP one that does not listen refuses.
            taken.Close();
        }

        Assert.Equal(FaultCode.DnsUnreachable, (await FaultOfAsync(Request(port, tcp: tcp))).Code);
    }

    [Fact]
    public async Task The_next_server_of_the_machine_is_asked_when_the_first_cannot_be_reached()
    {
        await using var server = new FakeDnsServer(query => FakeDnsServer.Answer(query, data: Address));
        var resolver = new DnsResolver(TimeProvider.System, () => [IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]);
        var request = Request(server.Port);
        request.Server = null;
        var result = await resolver.ResolveAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal($"127.0.0.1:{server.Port}", result.Server);
    }

    [Fact]
    public async Task A_server_may_be_given_by_name()
    {
        await using var server = new FakeDnsServer(query => FakeDnsServer.Answer(query, data: Address));
        var request = Request(server.Port);
        request.Server = "localhost";
        Assert.Single((await new DnsResolver(TimeProvider.System).ResolveAsync(request, TestContext.Current.CancellationToken)).Records);
    }

    [Fact]
    public async Task An_international_name_is_asked_for_in_ascii()
    {
        await using var server = new FakeDnsServer(query => FakeDnsServer.Answer(query));
        await ResolveAsync(server, "Bücher.example");
        Assert.Equal(DnsName.Parse("xn--bcher-kva.example"), Assert.Single(server.Queries).Questions[0].Name);
    }

    [Fact]
    public async Task A_type_may_be_given_by_number()
    {
        await using var server = new FakeDnsServer(query => FakeDnsServer.Answer(query));
        await ResolveAsync(server, type: "type65");
        Assert.Equal(65, (int)Assert.Single(server.Queries).Questions[0].Type);
    }

    [Fact]
    public async Task Cancellation_ends_the_wait()
    {
        await using var server = new FakeDnsServer((_, _) => []);
        using var cancellation = new CancellationTokenSource();
        var resolving = new DnsResolver(TimeProvider.System).ResolveAsync(Request(server.Port, TimeSpan.FromHours(1)), cancellation.Token);
        await Eventually.IsTrueAsync(() => !server.Queries.IsEmpty, "the question arrives");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resolving);
    }

    [Theory]
    [InlineData("", "A", "127.0.0.1", 53, 5, "name")]
    [InlineData("a..b", "A", "127.0.0.1", 53, 5, "name")]
    [InlineData("a b", "A", "127.0.0.1", 53, 5, "name")]
    [InlineData("ü\u200b\ud800.example", "A", "127.0.0.1", 53, 5, "name")]
    [InlineData("a", "WRONG", "127.0.0.1", 53, 5, "type")]
    [InlineData("a", "", "127.0.0.1", 53, 5, "type")]
    [InlineData("a", "AXFR", "127.0.0.1", 53, 5, "type")]
    [InlineData("a", "A", "127.1", 53, 5, "server")]
    [InlineData("a", "A", "", 53, 5, "server")]
    [InlineData("a", "A", "[::1]:53", 53, 5, "server")]
    [InlineData("a", "A", "ns.example:53", 53, 5, "server")]
    [InlineData("a", "A", "127.0.0.1", 0, 5, "port")]
    [InlineData("a", "A", "127.0.0.1", 65536, 5, "port")]
    [InlineData("a", "A", "127.0.0.1", 53, 0, "timeoutSeconds")]
    [InlineData("a", "A", "127.0.0.1", 53, 1e9, "timeoutSeconds")]
    public async Task What_is_not_allowed_names_its_member(string name, string type, string server, int port, double seconds, string field)
    {
        var fault = await FaultOfAsync(new() { Name = name, Type = type, Server = server, Port = port, Timeout = TimeSpan.FromSeconds(seconds) });
        Assert.Equal((FaultCode.InvalidValue, field), (fault.Code, fault.Field));
    }

    [Fact]
    public void The_machine_has_servers() => Assert.NotEmpty(SystemServers.Find());

    private static ResolveRequest Request(int port, TimeSpan? timeout = null, bool tcp = false)
        => new() { Name = "www.example", Type = "A", Server = "127.0.0.1", Port = port, Timeout = timeout ?? Patience, Tcp = tcp };

    private static Task<ResolveResult> ResolveAsync(FakeDnsServer server, string name = "www.example", string type = "A", bool tcp = false)
        => new DnsResolver(TimeProvider.System).ResolveAsync(Request(server.Port, tcp: tcp) with { Name = name, Type = type }, TestContext.Current.CancellationToken);

    private static async Task<Fault> FaultOfAsync(ResolveRequest request)
        => (await Assert.ThrowsAsync<DNS4MeException>(() => new DnsResolver(TimeProvider.System).ResolveAsync(request, TestContext.Current.CancellationToken))).Fault;
}
