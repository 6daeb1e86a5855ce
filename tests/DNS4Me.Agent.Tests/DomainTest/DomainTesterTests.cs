using System.Net;
using System.Net.Sockets;
using DNS4Me.Agent.Dns;
using DNS4Me.Agent.DomainTest;
using DNS4Me.Agent.Tests.Dns;
using DNS4Me.Agent.Tests.Rpc;
using DNS4Me.Dns;
using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.Agent.Tests.DomainTest;

/// <summary>What is made of servers that answer well, lie, or do not answer at all. No test here asks for a delegation.</summary>
public sealed class DomainTesterTests : IAsyncDisposable
{
    private const string Domain = "alice.example";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ARecordData Home = new(IPAddress.Parse("192.0.2.7"));
    private static readonly ARecordData Elsewhere = new(IPAddress.Parse("198.51.100.66"));

    private readonly FakeAgent _agent = new();

    public ValueTask DisposeAsync() => _agent.DisposeAsync();

    [Fact]
    public async Task A_server_that_answers_every_record_matches()
    {
        Records(
            Host("", "192.0.2.7"),
            Host("", "", RecordType.AAAA),
            new() { Domain = Domain, Name = "*", Type = RecordType.MX, Priority = 10, MailServer = Domain },
            new() { Domain = Domain, Name = "t", Type = RecordType.TXT, Text = "\"v=spf1 -all\" \"more\"" },
            new() { Domain = Domain, Name = "w", Type = RecordType.CNAME, CanonicalName = "Other.example" },
            new() { Domain = Domain, Name = "_s._tcp", Type = RecordType.SRV, Priority = 1, Weight = 2, Port = 3, Target = "h.example" },
            new() { Domain = Domain, Name = "c", Type = RecordType.CAA, Flags = 0, Tag = "issue", Value = "ca.example" });
        await using var server = Serving(question => (question.Name.ToString(finalDot: false), question.Type) switch
        {
            (Domain, DnsType.A) => [Home],
            ("*." + Domain, DnsType.MX) => [new MxRecordData(10, DnsName.Parse(Domain))],
            ("t." + Domain, DnsType.TXT) => [new TxtRecordData(new CharacterString("v=spf1 -all"u8), new CharacterString("more"u8))],
            ("w." + Domain, DnsType.CNAME) => [new CnameRecordData(DnsName.Parse("other.example"))],
            ("_s._tcp." + Domain, DnsType.SRV) => [new SrvRecordData(1, 2, 3, DnsName.Parse("h.example"))],
            ("c." + Domain, DnsType.CAA) => [new CaaRecordData(0, "issue", "ca.example"u8.ToArray())],
            _ => [],
        });
        var checks = await ChecksAsync(server);
        Assert.All(checks, check => Assert.True(check.Matches, check.ToString()));
        Assert.Equal(["A", "AAAA", "CAA", "CNAME", "MX", "SRV", "TXT"], checks.Select(check => check.Type).Order(StringComparer.Ordinal));
        Assert.All(checks, check => Assert.Equal(check.Expected, check.Actual));
        Assert.All(server.Queries, query => Assert.Equal(DnsHeaderFlags.None, query.Flags));
    }

    [Fact]
    public async Task A_lie_is_told_with_what_it_says()
    {
        Records(Host("", "192.0.2.7"));
        await using var server = Serving(question => question.Type == DnsType.A ? [Elsewhere] : []);
        var check = Assert.Single(await ChecksAsync(server));
        Assert.False(check.Matches);
        Assert.Equal(("192.0.2.7", "198.51.100.66", "The server answers something else."), (check.Expected, check.Actual, check.Reason));
        Assert.Equal($"127.0.0.1:{server.Port}", check.Server);
        Assert.Equal(60, check.TimeToLive);
    }

    [Fact]
    public async Task An_answer_beside_the_right_one_is_a_difference_and_so_is_one_where_none_should_be()
    {
        Records(Host("", "192.0.2.7"), Host("none", ""));
        await using var server = Serving(question => question.Type == DnsType.SOA ? [] : question.Name.LabelCount == 2 ? [Home, Elsewhere] : [Elsewhere]);
        var checks = await ChecksAsync(server);
        Assert.Equal([true, false, false], checks.Select(check => check.Matches));
        Assert.Equal(["192.0.2.7", "198.51.100.66", "198.51.100.66"], checks.Select(check => check.Actual));
        Assert.Contains("no record gives it", checks[1].Reason);
    }

    [Fact]
    public async Task Another_time_to_live_is_told_and_is_no_difference()
    {
        Records(Host("", "192.0.2.7") with { TimeToLive = 300 });
        await using var server = Serving(question => question.Type == DnsType.A ? [Home] : []);
        var check = Assert.Single(await ChecksAsync(server));
        Assert.True(check.Matches);
        Assert.Equal("The time to live is 60 and should be 300.", check.Reason);
    }

    [Theory]
    [InlineData(DnsRcode.Refused, true, "REFUSED")]
    [InlineData(DnsRcode.ServFail, true, "SERVFAIL")]
    [InlineData(DnsRcode.NoError, false, "authority")]
    public async Task A_server_that_does_not_serve_the_zone_says_nothing_of_worth(DnsRcode rcode, bool authoritative, string reason)
    {
        Records(Host("", "192.0.2.7"));
        await using var server = new FakeDnsServer(query => FakeDnsServer.Answer(query, rcode, authoritative ? DnsHeaderFlags.AuthoritativeAnswer : DnsHeaderFlags.None, rcode == DnsRcode.NoError ? [Home] : []));
        var check = Assert.Single(await ChecksAsync(server));
        Assert.False(check.Matches);
        Assert.Null(check.Actual);
        Assert.Contains(reason, check.Reason);
    }

    [Fact]
    public async Task A_name_that_the_server_does_not_know_is_told_as_that()
    {
        Records(Host("", "192.0.2.7"));
        await using var server = new FakeDnsServer(query => FakeDnsServer.Answer(query, DnsRcode.NXDomain, DnsHeaderFlags.AuthoritativeAnswer));
        Assert.Equal("The server says that the name does not exist.", Assert.Single(await ChecksAsync(server)).Reason);
    }

    [Fact]
    public async Task A_server_that_is_silent_or_not_there_is_a_reason_and_keeps_no_other_from_being_asked()
    {
        Records(Host("", "192.0.2.7"), Host("b", "192.0.2.7"));
        await using var good = Serving(question => question.Type == DnsType.A ? [Home] : []);
        await using var silent = new FakeDnsServer((_, _) => []);
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)closed.LocalEndPoint!).Port;
        closed.Close();
        var result = await TestAsync(new() { Domain = Domain, Timeout = TimeSpan.FromSeconds(3), Servers = [$"127.0.0.1:{silent.Port}", $"127.0.0.1:{port}", $"127.0.0.1:{good.Port}"] });
        var byServer = result.Checks.GroupBy(check => check.Server).ToDictionary(group => group.Key, group => group.ToList());
        Assert.All(byServer[$"127.0.0.1:{silent.Port}"], check => Assert.Contains("did not answer", check.Reason));
        Assert.All(byServer[$"127.0.0.1:{port}"], check => Assert.Contains("could not be reached", check.Reason));
        Assert.All(byServer[$"127.0.0.1:{good.Port}"], check => Assert.True(check.Matches));
        Assert.All(byServer.Values, checks => Assert.Equal(2, checks.Count));
    }

    [Fact]
    public async Task A_redirect_is_held_to_the_redirectors_address_where_that_is_known()
    {
        Records(Host("", RecordText.OfflinePage), Host("shop", "http://shop.example/"));
        _agent.Domains = [new() { Name = Domain, Addresses = [Home.Address] }];
        await using var server = Serving(question => question.Type != DnsType.A ? [] : question.Name.LabelCount == 2 ? [Home] : [Elsewhere]);
        Assert.Equal([true, false], (await ChecksAsync(server)).Select(check => check.Matches));
        Records(Host("", "192.0.2.7"), Host("shop", "http://shop.example/"));
        var unknown = (await ChecksAsync(server))[1];
        Assert.True(unknown.Matches);
        Assert.Contains("not known", unknown.Reason);
    }

    [Fact]
    public async Task Serial_numbers_that_differ_are_told_and_not_judged()
    {
        Records(Host("", "192.0.2.7"));
        await using var older = Serving(question => question.Type == DnsType.A ? [Home] : question.Type == DnsType.SOA ? [Soa(uint.MaxValue)] : []);
        await using var newer = Serving(question => question.Type == DnsType.A ? [Home] : question.Type == DnsType.SOA ? [Soa(3)] : []);
        var result = await TestAsync(new() { Domain = Domain, Timeout = Patience, Servers = [$"127.0.0.1:{older.Port}", $"127.0.0.1:{newer.Port}"] });
        var serials = result.Checks.Where(check => check.Type == "SOA").ToList();
        Assert.Equal(["serial 4294967295", "serial 3"], serials.Select(check => check.Actual));
        Assert.All(serials, check => Assert.Equal("serial 3", check.Expected));
        Assert.All(serials, check => Assert.Null(check.Matches));
        Assert.NotNull(serials[0].Reason);
        Assert.Null(serials[1].Reason);
    }

    [Fact]
    public async Task A_page_ends_where_a_set_does()
    {
        var texts = Enumerable.Range(0, 250).Select(i => new DomainRecord { Domain = Domain, Name = $"t{i / 8:000}", Type = RecordType.TXT, Text = $"x{i}" }).ToList();
        Records([.. texts]);
        await using var server = Serving(question => [.. texts.Where(record => record.FullName == question.Name.ToString(finalDot: false) && question.Type == DnsType.TXT)
            .Select(record => new TxtRecordData(new CharacterString(System.Text.Encoding.ASCII.GetBytes(record.Text!))))]);
        var request = new DomainTestRequest { Domain = Domain, Timeout = Patience, Servers = [$"127.0.0.1:{server.Port}"] };
        var found = new List<DomainCheck>();
        var pages = 0;
        while (true)
        {
            var result = await TestAsync(request);
            found.AddRange(result.Checks);
            pages++;
            if (result.Next is null)
            {
                break;
            }

            request = request with { After = result.Next, Servers = result.Servers };
        }

        Assert.Equal(3, pages);
        Assert.Equal(texts.Count, found.Count);
        Assert.All(found, check => Assert.True(check.Matches, check.ToString()));
    }

    [Theory]
    [InlineData("not a server")]
    [InlineData("192.0.2.1:0")]
    [InlineData("192.0.2.1:99999")]
    [InlineData("2001:db8::1:53x")]
    [InlineData("ns1.example.net")]
    public async Task What_is_no_server_is_refused(string server)
        => Assert.Equal("servers", (await Assert.ThrowsAsync<DNS4MeException>(() => TestAsync(new() { Domain = Domain, Timeout = Patience, Servers = [server] }))).Fault.Field);

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        Assert.Equal("domain", (await Assert.ThrowsAsync<DNS4MeException>(() => TestAsync(new() { Domain = "a b", Timeout = Patience }))).Fault.Field);
        Assert.Equal("timeoutSeconds", (await Assert.ThrowsAsync<DNS4MeException>(() => TestAsync(new() { Domain = Domain, Timeout = TimeSpan.Zero }))).Fault.Field);
        Assert.Equal("servers", (await Assert.ThrowsAsync<DNS4MeException>(() => TestAsync(new() { Domain = Domain, Timeout = Patience, Servers = [] }))).Fault.Field);
    }

    private static DomainRecord Host(string name, string data, RecordType type = RecordType.A)
        => new() { Domain = Domain, Name = name, Type = type, OnlineTarget = HostTarget.Default, OfflineTarget = HostTarget.Default, CurrentData = data };

    private static SoaRecordData Soa(uint serial) => new(DnsName.Parse("ns.example"), DnsName.Parse("hostmaster.example"), serial, 1, 1, 1, 1);

    private static FakeDnsServer Serving(Func<DnsQuestion, DnsRecordData[]> data)
        => new(query => FakeDnsServer.Answer(query, flags: DnsHeaderFlags.AuthoritativeAnswer, data: data(query.Questions[0])));

    private void Records(params DomainRecord[] records) => _agent.OnGetRecords = query =>
    {
        var start = query.After is null ? 0 : int.Parse(query.After, System.Globalization.CultureInfo.InvariantCulture);
        var end = Math.Min(records.Length, start + query.Max);
        return new RecordPage { Records = records[start..end], Next = end == records.Length ? null : $"{end}" };
    };

    private async Task<List<DomainCheck>> ChecksAsync(FakeDnsServer server)
        => [.. (await TestAsync(new() { Domain = Domain, Timeout = Patience, Servers = [$"127.0.0.1:{server.Port}"] })).Checks.Where(check => check.Type != "SOA")];

    private Task<DomainTestResult> TestAsync(DomainTestRequest request)
    {
        var resolver = new DnsResolver(TimeProvider.System, () => throw new InvalidOperationException("The machine's resolver is not to be asked."));
        return new DomainTester(_agent, new(resolver, TimeProvider.System), TimeProvider.System).TestAsync(request, new Progress<ProgressNote>(), TestContext.Current.CancellationToken);
    }
}
