using System.Net;
using DNS4Me.Dns;
using DNS4Me.Server.Store;
using DNS4Me.Service;
using DnsClient;
using DnsClient.Protocol;

namespace DNS4Me.Server.Tests.Dns;

/// <summary>The program's answers as other people's programs read them: dig, kdig and the DnsClient package.</summary>
public sealed class DnsPeerTests(DnsPeerTests.Server server) : IClassFixture<DnsPeerTests.Server>
{
    private const string Dig = "dig";
    private const string Kdig = "kdig";
    private const int BigCount = 100;

    private string Domain => server.Process.Facts.Domain;

    [Theory]
    [InlineData(Dig)]
    [InlineData(Kdig)]
    public async Task Online_answers_are_read_alike_by(string program)
    {
        Assert.Equal(["127.0.0.1"], await ShortAsync(program, Domain, "A"));
        Assert.Equal(["127.0.0.1"], await ShortAsync(program, "any.name." + Domain, "A", "+tcp"));
        Assert.Equal([$"10 {Domain}."], await ShortAsync(program, "www." + Domain, "MX"));
        Assert.Equal(["203.0.113.1"], await ShortAsync(program, "fixed." + Domain, "A"));
        Assert.Equal([$"fixed.{Domain}.", "203.0.113.1"], await ShortAsync(program, "alias." + Domain, "A"));
        Assert.Equal(["ns1.dns4me.test."], await ShortAsync(program, "dns4me.test", "NS"));
        Assert.Equal(["\"RFC8482\" \"\""], await ShortAsync(program, Domain, "ANY"));
        Assert.Empty(await ShortAsync(program, Domain, "AAAA"));
    }

    [Theory]
    [InlineData(Dig)]
    [InlineData(Kdig)]
    public async Task Refusals_and_negative_answers_are_read_alike_by(string program)
    {
        Assert.Contains("status: REFUSED", await AskAsync(program, "example.org", "A"), StringComparison.Ordinal);
        Assert.Contains("status: REFUSED", await AskAsync(program, "-c", "CH", "version.bind", "TXT"), StringComparison.Ordinal);
        var missing = await AskAsync(program, "nobody.dns4me.test", "A");
        Assert.Contains("status: NXDOMAIN", missing, StringComparison.Ordinal);
        Assert.Matches(@"dns4me\.test\.\s+60\s+IN\s+SOA\s+ns1\.dns4me\.test\. hostmaster\.dns4me\.test\. ", missing);
        Assert.Matches("[Ff]lags: qr aa", missing);
    }

    [Fact]
    public async Task dig_and_kdig_are_refused_the_whole_zone()
    {
        Assert.Contains("Transfer failed", await AskAsync(Dig, "dns4me.test", "AXFR"), StringComparison.Ordinal);
        Assert.DoesNotContain("SOA", await AskAsync(Kdig, "dns4me.test", "AXFR"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Dig, "+noedns")]
    [InlineData(Dig, "+bufsize=512")]
    [InlineData(Dig, "+bufsize=4096")]
    [InlineData(Kdig, "+noedns")]
    [InlineData(Kdig, "+bufsize=512")]
    [InlineData(Kdig, "+bufsize=4096")]
    public async Task What_is_truncated_over_UDP_is_whole_over_TCP(string program, string size)
    {
        var cut = await AskAsync(program, "big." + Domain, "A", size, "+ignore");
        Assert.Matches("[Ff]lags: qr aa tc", cut);
        Assert.DoesNotContain("203.0.113.", cut, StringComparison.Ordinal);

        // Without +ignore both ask again over TCP by themselves.
        Assert.Equal(BigCount, (await ShortAsync(program, "big." + Domain, "A", size)).Length);
    }

    [Theory]
    [InlineData(Dig, "+edns=1", "+noednsneg")]
    [InlineData(Kdig, "+edns=1", "+ignore")]
    public async Task Another_version_of_EDNS_is_told_ours(string program, params string[] options)
        => Assert.Contains("BADVERS", await AskAsync(program, [Domain, "A", .. options]), StringComparison.Ordinal);

    [Fact]
    public async Task Mixed_case_comes_back_as_it_was_sent()
    {
        // kdig makes it lower case before it asks.
        const string mixed = "wWw.ALice.dnS4mE.TeST";
        var answer = await AskAsync(Dig, mixed, "A");

        Assert.Matches($@"(?m)^;{mixed}\.\s", answer);
        Assert.Matches($@"(?m)^{mixed}\.\s+60\s+IN\s+A\s+127\.0\.0\.1", answer);
    }

    [Theory]
    [InlineData(Dig, "+opcode=STATUS")]
    [InlineData(Dig, "+opcode=UPDATE")]
    public async Task Another_opcode_is_not_implemented(string program, string opcode)
        => Assert.Contains("status: NOTIMP", await AskAsync(program, Domain, "SOA", opcode), StringComparison.Ordinal);

    [Fact]
    public async Task An_unknown_option_and_DO_are_taken()
    {
        var answer = await AskAsync(Dig, Domain, "A", "+dnssec", "+ednsopt=65001:0102", "+nsid", "+cookie");

        Assert.Matches(@"EDNS: version: 0, flags: do; udp: 1232", answer);
        Assert.Matches(@"\sA\s+127\.0\.0\.1", answer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DnsClient_agrees(bool tcpOnly)
    {
        var client = new LookupClient(new LookupClientOptions(server.Process.Facts.Dns)
        {
            UseCache = false,
            UseTcpOnly = tcpOnly,
            Recursion = false,
            Retries = 0,
            Timeout = TestTime.Deadline,
            ContinueOnDnsError = false,
            ThrowDnsErrors = false,
        });
        var cancellation = TestContext.Current.CancellationToken;

        var address = Assert.Single((await client.QueryAsync("x.y." + Domain, QueryType.A, QueryClass.IN, cancellation)).Answers.ARecords());
        Assert.Equal((IPAddress.Loopback, 60), (address.Address, address.InitialTimeToLive));
        var mail = Assert.Single((await client.QueryAsync(Domain, QueryType.MX, QueryClass.IN, cancellation)).Answers.MxRecords());
        Assert.Equal(((ushort)10, Domain + "."), (mail.Preference, mail.Exchange.Value));
        Assert.Equal(BigCount, (await client.QueryAsync("big." + Domain, QueryType.A, QueryClass.IN, cancellation)).Answers.ARecords().Count());
        Assert.Equal(DnsResponseCode.NotExistentDomain, (DnsResponseCode)(await client.QueryAsync("nobody.dns4me.test", QueryType.A, QueryClass.IN, cancellation)).Header.ResponseCode);
        Assert.IsType<SoaRecord>(Assert.Single((await client.QueryAsync(Domain, QueryType.TXT, QueryClass.IN, cancellation)).Authorities));
        Assert.Equal(["alias", "fixed"], (await client.QueryAsync("alias." + Domain, QueryType.A, QueryClass.IN, cancellation)).Answers.Select(record => record.DomainName.Value.Split('.')[0]));
        Assert.Equal(DnsHeaderResponseCode.Refused, (await client.QueryAsync("example.org", QueryType.A, QueryClass.IN, cancellation)).Header.ResponseCode);
    }

    [Fact]
    public async Task Malformed_messages_get_an_error_or_silence_and_the_program_goes_on()
    {
        var dns = server.Process.Facts.Dns;
        var good = DnsMessage.CreateQuery(DnsName.Parse(Domain), DnsType.A).WithoutEdns();
        byte[] two = [.. good.ToWire()];
        two[5] = 2;
        Assert.Equal(DnsRcode.FormErr, DnsMessage.Parse(await DnsAsker.ExchangeAsync(dns, two)).Rcode);
        Assert.Equal(DnsRcode.FormErr, DnsMessage.Parse(await DnsAsker.ExchangeAsync(dns, good.ToWire().AsMemory(0, 20))).Rcode);
        await using (var stream = await DnsAsker.ConnectAsync(dns))
        {
            await stream.WriteAsync(new byte[] { 0, 3, 1, 2, 3 }, TestContext.Current.CancellationToken);
            Assert.Null(await DnsAsker.ReadFramedAsync(stream));
        }

        Assert.Single((await DnsAsker.AskAsync(dns, good)).Answers);
        Assert.DoesNotContain("fail:", server.Process.Errors, StringComparison.Ordinal);
    }

    private async Task<string[]> ShortAsync(string program, params string[] arguments)
        => [.. (await AskAsync(program, [.. arguments, "+short"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != ';')];

    private async Task<string> AskAsync(string program, params string[] arguments)
    {
        var time = program == Dig ? new[] { "+time=20", "+tries=1" } : ["+timeout=20", "+retry=0", "+edns"];
        return (await ProgramRun.ToEndAsync(program, [$"@{server.Process.Facts.Dns.Address}", "-p", $"{server.Process.Facts.Dns.Port}", .. time, "+norec", .. arguments])).Output;
    }

    /// <summary><c>dev</c> with its domains online and some records, added beside it.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private readonly TestFolder _folder = new();

        internal ServerProcess Process { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Process = await ServerProcess.DevAsync(_folder.Path);
            var fixedHost = HostTarget.ToAddress(IPAddress.Parse("203.0.113.1"));
            using (var store = StoreAdministration.Open(_folder.Path, TimeProvider.System))
            {
                store.AddRecords(Process.Facts.Domain,
                [
                    TestZones.Host("fixed", fixedHost, fixedHost),
                    TestZones.Alias("alias", "fixed." + Process.Facts.Domain),
                    .. Enumerable.Range(0, BigCount).Select(i => TestZones.Host("big", HostTarget.ToAddress(new([203, 0, 113, (byte)i])))),
                ]);
            }

            using var client = Process.Client();
            using var online = await client.PostAsync(ServiceRoutes.Online, TestService.Json("""{"instanceId":"a","machine":"m","settings":{"online":{},"offline":{}}}"""), CancellationToken.None);
            online.EnsureSuccessStatusCode();
            var query = DnsMessage.CreateQuery(DnsName.Parse("alias." + Process.Facts.Domain), DnsType.CNAME);
            await Eventually.IsTrueAsync(async () => (await DnsAsker.AskAsync(Process.Facts.Dns, query)).Answers.Count == 1, "the records are answered");
        }

        public async ValueTask DisposeAsync()
        {
            await Process.DisposeAsync();
            _folder.Dispose();
        }
    }
}
