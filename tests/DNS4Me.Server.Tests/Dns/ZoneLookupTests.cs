using System.Net;
using DNS4Me.Dns;
using DNS4Me.Server.Dns;

namespace DNS4Me.Server.Tests.Dns;

/// <summary>
/// The zone that RFC 4592, section 2.2.1, has as its example, and what the document says of it, asked through the production lookup and
/// answering, without the house's default records. What it says of the delegation "subdel" is told as far as it goes: the name exists, so
/// that nothing below it is made of the wildcard. No zone of ours has a delegation, so there is no referral either.
/// </summary>
public class ZoneLookupTests
{
    private static readonly DnsRecordData Ssh = new SrvRecordData(0, 0, 22, DnsName.Parse("host1.example"));

    internal static readonly ZoneTree Example = ZoneTree.Empty.With(
    [
        Node("*", new TxtRecordData(new CharacterString("this is a wildcard")), new MxRecordData(10, DnsName.Parse("host1.example"))),
        Node("sub.*", new TxtRecordData(new CharacterString("this is not a wildcard"))),
        Node("host1", new ARecordData(IPAddress.Parse("192.0.2.1"))),
        Node("_ssh._tcp.host1", Ssh),
        Node("_ssh._tcp.host2", Ssh),
        Node("subdel", new NsRecordData(DnsName.Parse("ns.example.com"))),
    ], between: _ => ZoneNode.Empty);

    // Section 2.2.1, "the following responses would be synthesized from one of the wildcards", and what exists by itself.
    [Theory]
    [InlineData("host3.example", DnsType.MX, "10 host1.example.")]
    [InlineData("foo.bar.example", DnsType.TXT, "\"this is a wildcard\"")]
    [InlineData("HOST3.Example", DnsType.TXT, "\"this is a wildcard\"")]
    [InlineData("*.example", DnsType.TXT, "\"this is a wildcard\"")]
    [InlineData("*.example", DnsType.MX, "10 host1.example.")]
    [InlineData("sub.*.example", DnsType.TXT, "\"this is not a wildcard\"")]
    [InlineData("host1.example", DnsType.A, "192.0.2.1")]
    [InlineData("_ssh._tcp.host1.example", DnsType.SRV, "0 0 22 host1.example.")]
    [InlineData("_ssh._tcp.host2.example", DnsType.SRV, "0 0 22 host1.example.")]
    public void It_answers(string name, DnsType type, string data)
    {
        var response = Zones().Ask(name, type);

        var record = Assert.Single(response.Answers);
        Assert.Equal((DnsName.Parse(name).ToString(), data), (record.Name.ToString(), record.Data.ToString()));
        Assert.Equal((DnsRcode.NoError, true), (response.Rcode, response.IsAuthoritative));
    }

    // The same section: a wildcard without the type, and names that exist without it, be it for what lies below them alone (section 2.2.2).
    [Theory]
    [InlineData("host3.example", DnsType.A)]
    [InlineData("host1.example", DnsType.MX)]
    [InlineData("sub.*.example", DnsType.MX)]
    [InlineData("*.example", DnsType.A)]
    [InlineData("host2.example", DnsType.TXT)]
    [InlineData("_tcp.host1.example", DnsType.TXT)]
    [InlineData("_tcp.host2.example", DnsType.MX)]
    [InlineData("subdel.example", DnsType.TXT)]
    public void It_has_no_such_data(string name, DnsType type) => AssertNegative(DnsRcode.NoError, Zones().Ask(name, type));

    // Section 2.2.1, "would not be synthesized": the closest encloser has no wildcard below it.
    [Theory]
    [InlineData("_telnet._tcp.host1.example", DnsType.SRV)]
    [InlineData("host.subdel.example", DnsType.A)]
    [InlineData("ghost.*.example", DnsType.MX)]
    [InlineData("deep.ghost.*.example", DnsType.TXT)]
    [InlineData("x.host1.example", DnsType.TXT)]
    public void It_has_no_such_name(string name, DnsType type) => AssertNegative(DnsRcode.NXDomain, Zones().Ask(name, type));

    // Section 3.3.1: the table of closest enclosers and sources of synthesis.
    [Theory]
    [InlineData("host3.example", true)]
    [InlineData("_telnet._tcp.host1.example", false)]
    [InlineData("_dns._udp.host2.example", false)]
    [InlineData("_telnet._tcp.host3.example", true)]
    [InlineData("_chat._udp.host3.example", true)]
    [InlineData("foobar.*.example", false)]
    public void It_has_a_source_of_synthesis(string name, bool expected)
    {
        var relative = DnsName.Parse(name).Wire[..^DnsName.Parse("example").Wire.Length];
        Assert.True(Example.TryFind("\u0001*"u8, out var wildcard));

        Assert.Equal(expected, Example.TryFind(relative, out var source));
        Assert.Equal(expected ? wildcard : null, source);
    }

    // Section 3.3.3: an alias at a wildcard is one at every name that it answers for.
    [Fact]
    public void An_alias_at_a_wildcard_is_followed_from_the_name_that_was_asked_for()
    {
        var zones = new TestZones();
        zones.Add("example", tree: Example.With([Node("*.lab", new CnameRecordData(DnsName.Parse("host1.example")))], between: _ => ZoneNode.Empty));

        var answers = zones.Ask("x.lab.example", DnsType.A).Answers;

        Assert.Equal(["x.lab.example. 60 IN CNAME host1.example.", "host1.example. 60 IN A 192.0.2.1"], answers.Select(record => record.ToString()));
        Assert.Single(zones.Ask("x.lab.example", DnsType.CNAME).Answers);
    }

    [Fact]
    public void A_name_of_the_greatest_length_is_looked_up_like_any_other()
    {
        var label = new string('x', 63);
        var name = $"{label}.{label}.{label}.{new string('x', 53)}.example";
        Assert.Equal(DnsLimits.MaxNameLength, DnsName.Parse(name).Wire.Length);

        Assert.Single(Zones().Ask(name, DnsType.TXT).Answers);
    }

    internal static void AssertNegative(DnsRcode rcode, DnsMessage response)
    {
        Assert.Equal(rcode, response.Rcode);
        Assert.Empty(response.Answers);
        var soa = Assert.Single(response.Authorities);
        Assert.Equal(DnsType.SOA, soa.Type);
        Assert.Equal(ZoneAuthority.NegativeTimeToLive, soa.TimeToLive);
        Assert.True(response.IsAuthoritative);
    }

    private static TestZones Zones()
    {
        var zones = new TestZones();
        zones.Add("example", tree: Example);
        return zones;
    }

    private static KeyValuePair<byte[], ZoneNode?> Node(string name, params DnsRecordData[] records)
        => KeyValuePair.Create<byte[], ZoneNode?>(ZoneBuilder.RelativeName(name), new() { Sets = [.. records.Select(record => new RecordSet(record.Type, 60, [record.ToWire()]))] });
}
