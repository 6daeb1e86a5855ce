using System.Net;
using DNS4Me.Dns;
using DNS4Me.Server.Dns;

namespace DNS4Me.Server.Tests.Dns;

/// <summary>
/// The same domains published here and by a real Knot, which gets them as plain zone files: both are asked name by name and type by type,
/// and say the same.
/// </summary>
public class KnotComparisonTests
{
    private const int Domains = 20;
    private const int Seed = 20260101;
    private static readonly DnsType[] Types = [DnsType.A, DnsType.AAAA, DnsType.MX, DnsType.CNAME, DnsType.TXT, DnsType.SRV, DnsType.CAA, DnsType.SOA, DnsType.NS];
    private static readonly string[] Labels = ["a", "b", "c", "www", "mail", "_x", "_tcp"];

    [Fact]
    public async Task Knot_answers_the_same_for_every_name_and_type()
    {
        var random = new Random(Seed);
        var zones = new TestZones();
        var plain = new Dictionary<string, PlainZone>();
        for (var i = 0; i < Domains; i++)
        {
            var domain = $"d{i}.example";
            plain.Add(domain, Publish(zones, domain, random));
        }

        await using var ours = await DnsServer.StartAsync([new(IPAddress.Loopback, 0)], 1, zones.Responder, new ListLoggerFactory());
        await using var knot = await KnotServer.StartAsync(plain.ToDictionary(zone => zone.Key, zone => zone.Value.ToFile()));
        var differences = new List<string>();
        var asked = 0;
        foreach (var (domain, zone) in plain)
        {
            foreach (var name in Asked(zone))
            {
                foreach (var type in Types)
                {
                    var query = DnsMessage.CreateQuery(DnsName.Parse(name.Length == 0 ? domain : $"{name}.{domain}"), type);
                    var overTcp = ++asked % 50 == 0;
                    var here = await AskAsync(ours.EndPoints[0], query, overTcp);
                    var there = await AskAsync(knot.EndPoint, query, overTcp);
                    if (Describe(here) != Describe(there) || here.Answers.Distinct().Count() < here.Answers.Count)
                    {
                        differences.Add($"{query.Questions[0].Name} {type}\n  ours: {Describe(here)}\n  Knot: {Describe(there)}");
                    }
                }
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {asked}:\n{string.Join('\n', differences.Take(20))}");
        Assert.InRange(asked, 10_000, int.MaxValue);
    }

    // What it says of the delegation is left out: no zone of ours has one.
    [Theory]
    [InlineData("host3", DnsType.MX)]
    [InlineData("host3", DnsType.A)]
    [InlineData("foo.bar", DnsType.TXT)]
    [InlineData("host1", DnsType.MX)]
    [InlineData("sub.*", DnsType.MX)]
    [InlineData("sub.*", DnsType.TXT)]
    [InlineData("*", DnsType.TXT)]
    [InlineData("_telnet._tcp.host1", DnsType.SRV)]
    [InlineData("_ssh._tcp.host1", DnsType.SRV)]
    [InlineData("_tcp.host2", DnsType.SRV)]
    [InlineData("_chat._udp.host3", DnsType.MX)]
    [InlineData("ghost.*", DnsType.MX)]
    public async Task Knot_answers_the_same_in_the_example_of_RFC_4592(string name, DnsType type)
    {
        var zones = new TestZones();
        zones.Add("example", tree: ZoneLookupTests.Example);
        await using var knot = await KnotServer.StartAsync(new Dictionary<string, string>
        {
            ["example"] = """
                example. 3600 IN SOA ns1.dns4me.test. hostmaster.dns4me.test. 7 3600 600 1209600 60
                example. 3600 IN NS ns1.dns4me.test.
                *.example. 60 IN TXT "this is a wildcard"
                *.example. 60 IN MX 10 host1.example.
                sub.*.example. 60 IN TXT "this is not a wildcard"
                host1.example. 60 IN A 192.0.2.1
                _ssh._tcp.host1.example. 60 IN SRV 0 0 22 host1.example.
                _ssh._tcp.host2.example. 60 IN SRV 0 0 22 host1.example.

                """,
        });
        var query = DnsMessage.CreateQuery(DnsName.Parse(name + ".example"), type);

        Assert.Equal(Describe(await AskAsync(knot.EndPoint, query, overTcp: false)), Describe(zones.Ask(query)!));
    }

    /// <summary>Gives a domain random records that may stand together, at a random moment.</summary>
    private static PlainZone Publish(TestZones zones, string domain, Random random)
    {
        var records = new List<DomainRecord>();
        for (var i = random.Next(30); i > 0; i--)
        {
            var record = RecordRules.Create(Values(domain, random), out var faults);
            if (record is not null && RecordSetRules.Check(record, [.. records.Where(other => other.Name == record.Name)]) is null)
            {
                records.Add(record);
            }
        }

        var ever = random.Next(4) > 0;
        var online = ever && random.Next(3) > 0;
        var web = Any(random, WebRedirect.Disabled, WebRedirect.Port, WebRedirect.Url);
        var onlineSetting = new OnlineSetting { WebRedirect = web, WebRedirectUrl = "http://y.example/" };
        var offlineSetting = new OfflineSetting
        {
            Behavior = Any(random, OfflineBehavior.OfflinePage, OfflineBehavior.KeepAddress, OfflineBehavior.Address, OfflineBehavior.Url),
            Address = IPAddress.Parse("203.0.113.77"),
            Url = "http://z.example/",
        };

        // By updates in two steps, as a domain in use comes to its records.
        var half = records.Take(records.Count / 2).ToArray();
        var names = records.Skip(half.Length).Select(record => record.Name).Distinct();
        var tree = ZoneBuilder.Update(ZoneBuilder.Build(half), names.Select(
            name => KeyValuePair.Create<string, IReadOnlyList<DomainRecord>>(name, [.. records.Where(record => record.Name == name)])));
        zones.Add(domain, null, ever ? TestZones.Online() with { WentOffline = !online } : null, onlineSetting, offlineSetting, tree);
        return new(domain, records, onlineSetting, offlineSetting, new(online, ever, ever ? TestZones.Seen : null, ever ? TestZones.SeenIPv6 : null));
    }

    private static RecordValues Values(string domain, Random random)
    {
        var labels = Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, Labels));
        var values = new RecordValues
        {
            Domain = domain,
            Name = string.Join('.', random.Next(4) == 0 ? labels.Prepend("*") : labels),
            Type = Any(random, Enum.GetValues<RecordType>()),
            TimeToLive = Any(random, 0, 30, 60, 86400),
        };
        return values.Type switch
        {
            RecordType.A => values with { OnlineTarget = OnlineTarget(random, "203.0.113."), OfflineTarget = OfflineTarget(random, "203.0.113.") },
            RecordType.AAAA => values with { OnlineTarget = OnlineTarget(random, "2001:db8:1::"), OfflineTarget = OfflineTarget(random, "2001:db8:1::") },
            RecordType.MX => values with { Priority = random.Next(3), MailServer = Any(random, ".", "mx.example.org", "mail." + domain) },
            RecordType.CNAME => values with { CanonicalName = Any(random, "www.example.org", domain, $"{Any(random, Labels)}.{domain}", $"{Any(random, Labels)}.{Any(random, Labels)}.{domain}") },
            RecordType.TXT => values with { Text = Any(random, "plain", "grüße; \"quoted\"", "\"two\" \"strings\"", @"""\000\255""", new string('k', 700), new string('l', 2000), "") },
            RecordType.SRV => values with { Priority = random.Next(2), Weight = random.Next(2), Port = random.Next(65536), Target = Any(random, ".", "sip.example.org", "a." + domain) },
            _ => values with { Flags = Any(random, 0, 128), Tag = Any(random, "issue", "issuewild", "iodef"), Value = Any(random, "", ";", "ca.example; account=\"7\"") },
        };
    }

    private static HostTarget OnlineTarget(Random random, string prefix)
        => Any(random, HostTarget.Default, HostTarget.ToPort(81), HostTarget.ToUrl("http://x.example/"), HostTarget.ToAddress(IPAddress.Parse(prefix + random.Next(1, 4))), HostTarget.ToAddress(IPAddress.Parse(prefix + "9")));

    private static HostTarget OfflineTarget(Random random, string prefix)
        => Any(random, HostTarget.Default, HostTarget.OfflinePage, HostTarget.ToUrl("http://x.example/"), HostTarget.ToAddress(IPAddress.Parse(prefix + random.Next(1, 4))));

    /// <summary>Every name that exists, names below and beside each that do not, and some at random.</summary>
    private static IEnumerable<string> Asked(PlainZone zone)
        => zone.Names
            .SelectMany(name => new[] { "", "zz", "y.zz", "*", "_q", "www" }.Select(below => string.Join('.', new[] { below, name }.Where(part => part.Length > 0))))
            .Concat(Labels.SelectMany(label => Labels.Select(other => $"{label}.{other}")))
            .Where(zone.CanTell)
            .Distinct();

    private static async Task<DnsMessage> AskAsync(IPEndPoint server, DnsMessage query, bool overTcp)
    {
        if (!overTcp)
        {
            var response = await DnsAsker.AskAsync(server, query);
            if (!response.IsTruncated)
            {
                return response;
            }
        }

        await using var stream = await DnsAsker.ConnectAsync(server);
        await stream.WriteAsync(DnsAsker.Framed(query.ToWire()), TestContext.Current.CancellationToken);
        return (await DnsAsker.ReadFramedAsync(stream))!;
    }

    /// <summary>
    /// What a resolver takes from a response: of the answers the set, since Knot tells an alias that a wildcard makes of itself twice, and the
    /// authority section where it says that something is not there.
    /// </summary>
    private static string Describe(DnsMessage response)
    {
        var answers = response.Answers.Select(record => record.ToString()).Distinct().Order(StringComparer.Ordinal);
        var isNegative = response.Authorities is [{ Type: DnsType.SOA }];
        return $"{response.Rcode} aa={response.IsAuthoritative} {string.Join(" | ", answers)}{(isNegative ? " / " + response.Authorities[0] : "")}";
    }

    private static T Any<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
