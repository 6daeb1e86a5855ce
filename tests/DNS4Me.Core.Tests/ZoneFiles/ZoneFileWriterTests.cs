using System.Net;
using DNS4Me.ZoneFiles;

namespace DNS4Me.Tests.ZoneFiles;

public class ZoneFileWriterTests
{
    private static readonly HostTarget Address = HostTarget.ToAddress(IPAddress.Parse("192.0.2.1"));

    [Fact]
    public void A_file_has_what_is_stored_a_line_a_record_in_columns()
        => Assert.Equal(
            """
            ; The records of alice.example. Comments that begin with 'dns4me:' hold what DNS has no form for; DNS4Me reads them.
            $ORIGIN alice.example.
            $TTL 60
            @                             60 IN MX    10 mail.example.net.
            @                           3600 IN TXT   "v=spf1 -all"
            _sip._tcp                     60 IN SRV   0 5 5060 sip.alice.example.
            home                          60 IN A     192.0.2.1 ; dns4me: offline=OfflinePage
            ; dns4me: www 60 IN A online=port:8080

            """.ReplaceLineEndings("\n"),
            Zones.Write(
            [
                .. Listings.Defaults,
                Record("", RecordType.TXT) with { Text = "v=spf1 -all", TimeToLive = 3600 },
                Record("", RecordType.MX) with { Priority = 10, MailServer = "mail.example.net" },
                Record("_sip._tcp", RecordType.SRV) with { Priority = 0, Weight = 5, Port = 5060, Target = "sip.alice.example" },
                Host("home", Address, HostTarget.OfflinePage),
                Host("www", HostTarget.ToPort(8080), HostTarget.Default),
            ]));

    [Fact]
    public void A_whole_zone_answers_as_the_service_does_at_the_moment()
    {
        var lines = Lines(
            [
                .. Listings.Defaults.Where(record => record is not { Name: "", Type: RecordType.MX }),
                Record("", RecordType.MX) with { Priority = 5, MailServer = "mail.example.net" },
                Record("_acme-challenge.www", RecordType.TXT) with { Text = "x" },
                Record("alias", RecordType.CNAME) with { CanonicalName = "example.net" },
                Listings.WithAnswer(Host("home", HostTarget.Default, HostTarget.OfflinePage)),
                Listings.WithAnswer(Host("shop", HostTarget.ToPort(8080), HostTarget.Default)),
            ],
            new() { IncludeDefaults = true, Authority = ZoneFileAuthority.Create(Zones.Domain, ["NS1.example.net.", "ns2.example.net"], "al.ice@example.net", 7) });
        Assert.Equal(
            [
                @"@ 3600 IN SOA ns1.example.net. al\.ice.example.net. 7 3600 600 604800 60",
                "@ 3600 IN NS ns1.example.net.",
                "@ 3600 IN NS ns2.example.net.",
                "@ 60 IN A 198.51.100.7 ; dns4me: default",
                "@ 60 IN AAAA 2001:db8::7 ; dns4me: default",
                "@ 60 IN MX 5 mail.example.net.",
                "* 60 IN A 198.51.100.7 ; dns4me: default",
                "* 60 IN AAAA 2001:db8::7 ; dns4me: default",
                "* 60 IN MX 10 alice.example. ; dns4me: default",
                "_acme-challenge.www 60 IN TXT \"x\"",
                "alias 60 IN CNAME example.net.",
                "home 60 IN A 198.51.100.7 ; dns4me: online=Default offline=OfflinePage",
                "home 60 IN MX 10 alice.example. ; dns4me: default",
                "; dns4me: shop 60 IN A online=port:8080",
                "shop 60 IN MX 10 alice.example. ; dns4me: default",
                "www 60 IN A 198.51.100.7 ; dns4me: default",
                "www 60 IN AAAA 2001:db8::7 ; dns4me: default",
                "www 60 IN MX 10 alice.example. ; dns4me: default",
            ],
            lines);
    }

    [Fact]
    public void A_default_record_without_an_address_is_told_in_a_comment()
        => Assert.Equal(
            ["; @ has the service's default A record, which gives no address: offline page."],
            Lines([Listings.Defaults[0] with { CurrentData = RecordText.OfflinePage }], new() { IncludeDefaults = true }));

    [Fact]
    public void Records_are_written_as_they_come()
    {
        var taken = 0;
        var lines = ZoneFileWriter.Lines(Zones.Domain, Enumerable.Range(0, int.MaxValue).Select(i =>
        {
            taken = i;
            return Host($"n{i:0000000000}", Address, HostTarget.Default);
        }), new());
        Assert.Equal(1_000, lines.Take(1_000).Count());
        Assert.InRange(taken, 0, 1_000);
    }

    [Fact]
    public void Every_fault_of_an_authority_is_told()
    {
        var failure = Assert.Throws<DNS4MeException>(() => ZoneFileAuthority.Create(Zones.Domain, ["ns1", "192.0.2.1"], "nobody", 1));
        Assert.Equal(["nameServer", "nameServer", "hostmaster"], failure.Faults.Select(fault => fault.Field));
        Assert.Equal("hostmaster.alice.example.", ZoneFileAuthority.Create(Zones.Domain, ["ns1.example.net"], null, 1).Mailbox);
    }

    private static IEnumerable<string> Lines(IEnumerable<DomainRecord> records, ZoneFileForm form)
        => ZoneFileWriter.Lines(Zones.Domain, records, form).Skip(3).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static DomainRecord Record(string name, RecordType type) => new() { Domain = Zones.Domain, Name = name, Type = type };

    private static DomainRecord Host(string name, HostTarget online, HostTarget offline) => Record(name, RecordType.A) with { OnlineTarget = online, OfflineTarget = offline };
}
