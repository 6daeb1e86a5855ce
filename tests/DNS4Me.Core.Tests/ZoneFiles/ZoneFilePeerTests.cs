using System.Net;
using DNS4Me.ZoneFiles;

namespace DNS4Me.Tests.ZoneFiles;

/// <summary>What we write as BIND and Knot load it, and what they write as we read it.</summary>
public sealed class ZoneFilePeerTests : IDisposable
{
    private static readonly ZoneFileForm Whole = new() { IncludeDefaults = true, Authority = ZoneFileAuthority.Create(Zones.Domain, ["ns1.example.net"], null, 2026030101) };

    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-zone-").FullName;

    /// <summary>Every quirk of the form that BIND knows, in a file.</summary>
    private const string Complicated = """
        ; A comment ( with " everything
        $TTL 1h30m
        @ 1D IN SOA ns1.example.net. host\.master.example.net. ( 1 ; serial
                7200 600 2w
                60 ) ; minimum
            IN 1D NS ns1.example.net.
            NS    ns2.example.net.
            A 192.0.2.1
            IN AAAA 2001:DB8:0:0::1
        www 60 IN A 192.0.2.2
            IN 60 A ( 192.0.2.3
            ) ; still www
        *    CNAME www.Example.NET.
        $ORIGIN sub.alice.example.
        @    MX 10 mail.example.net.
             MX 20 backup.example.net.
             TXT "a; b" "c\"d\\e\065\010" unquoted;comment
             TXT ( "first"
                   "second" )
        deep.er TXT ""
        $ORIGIN alice.example.
        $TTL 5
        _sip._tcp SRV 1 2 5060 sip.example.net.
        @ CAA 0 issue "ca.example; x=y"
        @ CAA 128 iodef mailto:a@example.net
        \119\119w2 TYPE1 \# 4 C0000204
        text TXT \# 4 0161 0162
        ent.below A 192.0.2.5

        """;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("named-checkzone", "alice.example {0}")]
    [InlineData("kzonecheck", "-o alice.example {0}")]
    public async Task A_whole_zone_is_loaded_by(string program, string arguments)
    {
        var file = await SaveAsync(Zones.Write([.. Listings.Defaults, .. AllTypes().Select(Listings.WithAnswer)], Whole));
        var (code, output) = await RunAsync(program, string.Format(null, arguments, file));
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_zone_in_BIND_s_normal_form_is_read_as_the_one_that_it_was_made_of()
    {
        var file = await SaveAsync(Complicated);
        var (code, normal) = await RunAsync("named-compilezone", $"-o - {Zones.Domain} {file}");
        Assert.True(code == 0, normal);
        var expected = Zones.Records(normal).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, Zones.Records(Complicated).Order(StringComparer.Ordinal));
        Assert.Equal(16, expected.Count);
    }

    [Fact]
    public async Task What_we_write_means_the_same_to_BIND_as_to_us()
    {
        var records = AllTypes().Where(record => record.OnlineTarget?.Address is not null || record.OnlineTarget is null).Select(record => record.OnlineTarget is null ? record : record with { OfflineTarget = HostTarget.Default }).ToList();
        var file = await SaveAsync(Zones.Write(records, new() { Authority = Whole.Authority }));
        var (code, normal) = await RunAsync("named-compilezone", $"-o - {Zones.Domain} {file}");
        Assert.True(code == 0, normal);
        Assert.Equal(records.Select(Zones.Show).Order(StringComparer.Ordinal), Zones.Records(normal).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<DomainRecord> AllTypes() =>
    [
        .. new RecordValues[]
        {
            new() { Text = "v=spf1 -all" },
            new() { Text = $"\"a\\\"b\\\\c\\000\\255;()\" \"\" \"{new string('x', 255)}\"" },
            new() { Name = "ü", Text = new string('ü', 2000) },
            new() { Type = RecordType.CAA, Flags = 128, Tag = "issue", Value = "ca.example; a=\"b\\\"" },
            new() { Name = "*.dev", Address = IPAddress.Parse("192.0.2.9") },
            new() { Name = "_sip._tcp", Type = RecordType.SRV, Priority = 1, Weight = 65535, Port = 5060, Target = "sip.example.net" },
            new() { Name = "_no._tcp", Type = RecordType.SRV, Port = 0, Target = "." },
            new() { Name = "_acme-challenge.www", Text = "token" },
            new() { Name = "alias", CanonicalName = "example.net", TimeToLive = 0 },
            new() { Name = "home", Address = IPAddress.Parse("192.0.2.1"), OfflineTarget = HostTarget.OfflinePage, TimeToLive = int.MaxValue },
            new() { Name = "home", Address = IPAddress.Parse("2001:db8::1") },
            new() { Name = "mail", MailServer = "mx.example.net", Priority = 0 },
            new() { Name = "nomail", MailServer = ".", Priority = 0 },
            new() { Name = "shop", Type = RecordType.A, OnlineTarget = HostTarget.ToPort(8080), OfflineTarget = HostTarget.ToUrl("https://x.example/;\"(") },
        }.Select(values => RecordRules.Create(values with { Domain = Zones.Domain }, out var faults) ?? throw new DNS4MeException(faults))
            .OrderBy(record => record.Name, StringComparer.Ordinal),
    ];

    private async Task<string> SaveAsync(string text)
    {
        var file = Path.Combine(_folder, "zone");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return file;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, and what it said on both streams when it failed, on standard output else.</returns>
    private static async Task<(int Code, string Output)> RunAsync(string program, string arguments)
    {
        var result = await ProgramRun.ToEndAsync(program, arguments.Split(' '));
        return (result.ExitCode, result.ExitCode == 0 ? result.Output : result.Output + result.Error);
    }
}
