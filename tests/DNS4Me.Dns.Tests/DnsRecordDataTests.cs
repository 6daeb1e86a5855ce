using System.Net;

namespace DNS4Me.Dns.Tests;

public class DnsRecordDataTests
{
    [Fact]
    public void Data_is_shown_as_a_zone_file_has_it()
    {
        Assert.Equal("192.0.2.1", new ARecordData(IPAddress.Parse("192.0.2.1")).ToString());
        Assert.Equal("2001:db8::1", new AaaaRecordData(IPAddress.Parse("2001:db8::1")).ToString());
        Assert.Equal("a.example.", new NsRecordData(DnsName.Parse("a.example")).ToString());
        Assert.Equal("a.example.", new CnameRecordData(DnsName.Parse("a.example")).ToString());
        Assert.Equal("10 a.example.", new MxRecordData(10, DnsName.Parse("a.example")).ToString());
        Assert.Equal(@"ns1.example.net. host\.master.example.net. 2024010101 7200 900 1209600 60", Samples.Soa.ToString());
        Assert.Equal("1 20 5060 sip.example.", new SrvRecordData(1, 20, 5060, DnsName.Parse("sip.example")).ToString());
        Assert.Equal("0 0 0 .", new SrvRecordData(0, 0, 0, DnsName.Root).ToString());
        Assert.Equal("0 issue \"ca.example\"", new CaaRecordData(0, "issue", "ca.example"u8).ToString());
        Assert.Equal("128 iodef \"\"", new CaaRecordData(128, "iodef", []).ToString());
        Assert.Equal("\"RFC8482\" \"\"", new HinfoRecordData(new CharacterString("RFC8482"), new CharacterString("")).ToString());
        Assert.Equal("www.example. 60 IN A 192.0.2.1", Samples.Record("www.example", new ARecordData(IPAddress.Parse("192.0.2.1"))).ToString());
    }

    [Fact]
    public void Text_is_quoted_and_escaped()
    {
        var text = new TxtRecordData(new CharacterString("a b;."), new CharacterString([0x22, 0x5C, 0x00, 0x7F, 0xC3, 0xA9]));

        Assert.Equal(@"""a b;."" ""\""\\\000\127\195\169""", text.ToString());
        Assert.Equal(@"0 issue ""\""\\\000""", new CaaRecordData(0, "issue", [0x22, 0x5C, 0x00]).ToString());
        Assert.Equal("é", new CharacterString([0xC3, 0xA9]).Text);
    }

    [Fact]
    public void Unknown_data_is_shown_in_the_way_of_rfc_3597()
    {
        Assert.Equal(@"\# 4 0A000001", new UnknownRecordData((DnsType)62347, [10, 0, 0, 1]).ToString());
        Assert.Equal(@"\# 0", new UnknownRecordData((DnsType)62347, []).ToString());
        Assert.Equal(
            @"e.example. 60 IN TYPE62347 \# 4 0A000001", Samples.Record("e.example", new UnknownRecordData((DnsType)62347, [10, 0, 0, 1])).ToString());
    }

    [Fact]
    public void Data_that_means_the_same_is_equal()
    {
        Assert.Equal<DnsRecordData>(new MxRecordData(1, DnsName.Parse("A.example")), new MxRecordData(1, DnsName.Parse("a.EXAMPLE")));
        Assert.NotEqual<DnsRecordData>(new MxRecordData(1, DnsName.Parse("a.example")), new MxRecordData(2, DnsName.Parse("a.example")));
        Assert.NotEqual<DnsRecordData>(new NsRecordData(Samples.Zone), new CnameRecordData(Samples.Zone));
        Assert.Equal(new TxtRecordData(new CharacterString("a")), new TxtRecordData(new CharacterString("a")));
        Assert.NotEqual(new TxtRecordData(new CharacterString("ab")), new TxtRecordData(new CharacterString("a"), new CharacterString("b")));
        Assert.Equal(new SrvRecordData(1, 2, 3, DnsName.Parse("A")), new SrvRecordData(1, 2, 3, DnsName.Parse("a")));
        Assert.NotEqual(new SrvRecordData(1, 2, 3, DnsName.Parse("a")), new SrvRecordData(1, 3, 2, DnsName.Parse("a")));
        Assert.Equal(new CaaRecordData(0, "Issue", "x"u8), new CaaRecordData(0, "issue", "x"u8));
        Assert.NotEqual(new CaaRecordData(0, "issue", "x"u8), new CaaRecordData(0, "issue", "X"u8));
        Assert.NotEqual(new UnknownRecordData((DnsType)1000, [1]), new UnknownRecordData((DnsType)1001, [1]));
        Assert.Equal(new AaaaRecordData(IPAddress.Parse("fe80::1%2")), new AaaaRecordData(IPAddress.Parse("fe80::1")));
    }

    [Fact]
    public void Equal_data_hashes_alike()
    {
        Assert.Equal(new TxtRecordData(new CharacterString("a")).GetHashCode(), new TxtRecordData(new CharacterString("a")).GetHashCode());
        Assert.Equal(new UnknownRecordData((DnsType)9, [1]).GetHashCode(), new UnknownRecordData((DnsType)9, [1]).GetHashCode());
        Assert.Equal(new CaaRecordData(0, "ISSUE", "x"u8).GetHashCode(), new CaaRecordData(0, "issue", "x"u8).GetHashCode());
        Assert.Equal(new NsRecordData(DnsName.Parse("A")).GetHashCode(), new NsRecordData(DnsName.Parse("a")).GetHashCode());
        Assert.Equal(new DnsEdnsOption(1, [2]).GetHashCode(), new DnsEdnsOption(1, [2]).GetHashCode());
    }

    [Fact]
    public void Data_that_no_record_can_hold_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ARecordData(IPAddress.IPv6Loopback));
        Assert.Throws<ArgumentException>(() => new AaaaRecordData(IPAddress.Loopback));
        Assert.Throws<ArgumentException>(() => new TxtRecordData());
        Assert.Throws<ArgumentOutOfRangeException>(() => new CharacterString(new string('a', 256)));
        Assert.Throws<ArgumentException>(() => new CaaRecordData(0, "", []));
        Assert.Throws<ArgumentException>(() => new CaaRecordData(0, "is sue", []));
        Assert.Throws<ArgumentException>(() => new CaaRecordData(0, new string('a', 256), []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaaRecordData(0, "issue", new byte[65535 - 6]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UnknownRecordData(DnsType.TXT, new byte[65536]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DnsEdnsOption(1, new byte[65532]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples.Record("a", Samples.Soa, timeToLive: -1));
    }

    [Fact]
    public void An_address_picks_its_record_type()
    {
        Assert.Equal(DnsType.A, AddressRecordData.Of(IPAddress.Loopback).Type);
        Assert.Equal(DnsType.AAAA, AddressRecordData.Of(IPAddress.Parse("::ffff:192.0.2.1")).Type);
    }

    [Theory]
    [InlineData("AAAA", DnsType.AAAA)]
    [InlineData("mx", DnsType.MX)]
    [InlineData("srv", DnsType.SRV)]
    [InlineData("CAA", DnsType.CAA)]
    [InlineData("TYPE257", DnsType.CAA)]
    [InlineData("TYPE28", DnsType.AAAA)]
    [InlineData("type65280", (DnsType)65280)]
    public void A_type_is_known_by_name_or_number(string text, DnsType expected)
    {
        Assert.True(DnsMnemonics.TryParseType(text, out var type));
        Assert.Equal(expected, type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("28")]
    [InlineData("TYPE")]
    [InlineData("TYPE65536")]
    [InlineData("TYPE-1")]
    [InlineData("A,MX")]
    [InlineData("A ")]
    [InlineData("nope")]
    public void Other_texts_are_no_type(string text) => Assert.False(DnsMnemonics.TryParseType(text, out _));

    [Fact]
    public void Values_without_a_name_are_shown_by_number()
    {
        Assert.Equal(("A", "TYPE65280"), (DnsType.A.ToText(), ((DnsType)65280).ToText()));
        Assert.Equal(("IN", "CLASS32"), (DnsClass.IN.ToText(), ((DnsClass)32).ToText()));
        Assert.Equal(("NXDOMAIN", "RCODE3841"), (DnsRcode.NXDomain.ToText(), ((DnsRcode)3841).ToText()));
    }
}
