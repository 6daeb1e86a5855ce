using DNS4Me.Dns;
using DNS4Me.Server.Dns;

namespace DNS4Me.Server.Tests.Dns;

/// <summary>
/// The zone that RFC 4592, section 2.2.1, has as its example, and what it says of it, asked through the production lookup. The
/// delegation is left out: no zone of ours has one.
/// </summary>
public class ZoneLookupTests
{
    private static readonly ZoneTree Example = ZoneTree.Empty.With(
    [
        Node("*", (DnsType.TXT, new TxtRecordData(new CharacterString("this is a wildcard"))), (DnsType.MX, new MxRecordData(10, DnsName.Parse("host1.example")))),
        Node("sub.*", (DnsType.TXT, new TxtRecordData(new CharacterString("this is not a wildcard")))),
        Node("host1", (DnsType.A, AddressRecordData.Of(System.Net.IPAddress.Parse("192.0.2.1")))),
        Node("_ssh._tcp.host1", (DnsType.SRV, new SrvRecordData(0, 0, 22, DnsName.Root))),
        Node("_ssh._tcp.host2", (DnsType.SRV, new SrvRecordData(0, 0, 22, DnsName.Root))),
    ], between: _ => ZoneNode.Empty);

    [Theory]
    [InlineData("host3.example", DnsType.MX, "10 host1.example.")]
    [InlineData("foo.bar.example", DnsType.TXT, "\"this is a wildcard\"")]
    [InlineData("*.example", DnsType.TXT, "\"this is a wildcard\"")]
    [InlineData("sub.*.example", DnsType.TXT, "\"this is not a wildcard\"")]
    [InlineData("host1.example", DnsType.A, "192.0.2.1")]
    [InlineData("_ssh._tcp.host1.example", DnsType.SRV, "0 0 22 .")]
    public void It_answers(string name, DnsType type, string data)
    {
        var response = Zones().Ask(name, type);

        var record = Assert.Single(response.Answers);
        Assert.Equal((DnsName.Parse(name), data), (record.Name, record.Data.ToString()));
    }

    [Theory]
    [InlineData("host3.example", DnsType.A)]
    [InlineData("host1.example", DnsType.MX)]
    [InlineData("sub.*.example", DnsType.MX)]
    [InlineData("host2.example", DnsType.TXT)]
    [InlineData("_tcp.host1.example", DnsType.TXT)]
    public void It_has_no_such_data(string name, DnsType type) => AssertNegative(DnsRcode.NoError, Zones().Ask(name, type));

    [Theory]
    [InlineData("_telnet._tcp.host1.example", DnsType.SRV)]
    [InlineData("ghost.*.example", DnsType.MX)]
    [InlineData("deep.ghost.*.example", DnsType.TXT)]
    [InlineData("x.host1.example", DnsType.TXT)]
    public void It_has_no_such_name(string name, DnsType type) => AssertNegative(DnsRcode.NXDomain, Zones().Ask(name, type));

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

    private static KeyValuePair<byte[], ZoneNode?> Node(string name, params (DnsType Type, DnsRecordData Data)[] records)
        => KeyValuePair.Create<byte[], ZoneNode?>(ZoneBuilder.RelativeName(name), new() { Sets = [.. records.Select(record => new RecordSet(record.Type, 60, [record.Data.ToWire()]))] });
}
