using System.Net;

namespace DNS4Me.Dns.Tests;

/// <summary>Messages that the tests start from.</summary>
internal static class Samples
{
    /// <summary><c>dig +norec WwW.Example.NeT A</c>: mixed case, EDNS with a cookie.</summary>
    internal static readonly byte[] DigQuery = Convert.FromHexString(
        "2f500020000100000000000103577757074578616d706c65034e6554000001000100002904d000000000000c000a00082689a4574c84bec8");

    /// <summary><c>kdig +norec www.example.net AAAA</c>: no EDNS.</summary>
    internal static readonly byte[] KdigQuery = Convert.FromHexString("4fa10020000100000000000003777777076578616d706c65036e657400001c0001");

    /// <summary><c>dig +dnssec +cd +nsid example.net TXT</c>: DO, CD, two options.</summary>
    internal static readonly byte[] DigDnssecQuery = Convert.FromHexString(
        "850501300001000000000001076578616d706c65036e6574000010000100002904d000008000001000030000000a0008c7ddb9f9c60e3529");

    /// <summary><c>dig +ednsneg +edns=1 example.net A</c>.</summary>
    internal static readonly byte[] DigEdns1Query = Convert.FromHexString(
        "49c301200001000000000001076578616d706c65036e6574000001000100002904d000010000000c000a00082f7e5e7d43954c5d");

    /// <summary><c>dig +opcode=2 example.net A</c>.</summary>
    internal static readonly byte[] DigStatusQuery = Convert.FromHexString(
        "f74711200001000000000001076578616d706c65036e6574000001000100002904d000000000000c000a000862ba0cfcc4c2de7b");

    internal static readonly DnsName Zone = DnsName.Parse("example.net");

    internal static readonly SoaRecordData Soa = new(
        DnsName.Parse("ns1.example.net"), DnsName.Parse(@"host\.master.example.net"), 2024010101, 7200, 900, 1209600, 60);

    /// <summary>Each octet there is.</summary>
    internal static byte[] AllOctets { get; } = [.. Enumerable.Range(0, 256).Select(octet => (byte)octet)];

    /// <summary>A response with every type known here, an unknown one, an extended code and EDNS options.</summary>
    internal static DnsMessage FullResponse { get; } = new()
    {
        Id = 0xBEEF,
        Flags = DnsHeaderFlags.Response | DnsHeaderFlags.AuthoritativeAnswer | DnsHeaderFlags.RecursionDesired,
        Rcode = DnsRcode.BadVers,
        Questions = [new DnsQuestion(DnsName.Parse("WWW.example.net"), DnsType.ANY)],
        Answers =
        [
            Record("www.example.net", new CnameRecordData(DnsName.Parse("host.example.net"))),
            Record("host.example.net", new ARecordData(IPAddress.Parse("192.0.2.1"))),
            Record("host.example.net", new AaaaRecordData(IPAddress.Parse("2001:db8::1"))),
            Record("example.net", new MxRecordData(10, DnsName.Parse("mail.example.org"))),
            Record("example.net", new TxtRecordData(new CharacterString("v=spf1 -all"), new CharacterString(""))),
            Record("octets.example.net", new TxtRecordData(new CharacterString(AllOctets.AsSpan(0, 128)), new CharacterString(AllOctets.AsSpan(128)))),
            Record("example.net", new HinfoRecordData(new CharacterString("RFC8482"), new CharacterString(""))),
            Record("_sip._tcp.example.net", new SrvRecordData(1, 20, 5060, DnsName.Parse("host.example.net"))),
            Record("_pop3._tcp.example.net", new SrvRecordData(0, 0, 0, DnsName.Root)),
            Record("example.net", new CaaRecordData(0, "issue", "ca.example; account=\"7\""u8)),
            Record("example.net", new CaaRecordData(128, "issuewild", [])),
            Record("example.net", new UnknownRecordData((DnsType)62347, [0, 0, 0, 1, 0x13, 0xC4, 1, 0x61, 0])),
        ],
        Authorities =
        [
            Record("example.net", Soa),
            Record("example.net", new NsRecordData(DnsName.Parse("ns2.mail.example.org"))),
        ],
        Additionals = [Record("ns1.example.net", new ARecordData(IPAddress.Parse("192.0.2.53")))],
        Edns = new DnsEdns { Flags = DnsEdnsFlags.DnssecOk, Options = [new DnsEdnsOption(10, [1, 2, 3, 4, 5, 6, 7, 8]), new DnsEdnsOption(3, [])] },
    };

    /// <summary>An update that adds and deletes in each of RFC 2136's ways.</summary>
    internal static DnsMessage Update { get; } = new()
    {
        Id = 7,
        Opcode = DnsOpcode.Update,
        Questions = [new DnsQuestion(Zone, DnsType.SOA)],
        Answers = [new DnsResourceRecord(DnsName.Parse("new.example.net"), DnsClass.NONE, 0, new UnknownRecordData(DnsType.ANY, []))],
        Authorities =
        [
            Record("www.example.net", new ARecordData(IPAddress.Parse("192.0.2.9"))),
            new DnsResourceRecord(DnsName.Parse("www.example.net"), DnsClass.ANY, 0, new UnknownRecordData(DnsType.MX, [])),
            new DnsResourceRecord(DnsName.Parse("old.example.net"), DnsClass.ANY, 0, new UnknownRecordData(DnsType.ANY, [])),
            new DnsResourceRecord(DnsName.Parse("x.example.net"), DnsClass.NONE, 0, new MxRecordData(5, Zone)),
        ],
    };

    /// <summary>Every sample that is a valid message.</summary>
    internal static IReadOnlyList<byte[]> Valid { get; } =
        [DigQuery, KdigQuery, DigDnssecQuery, DigEdns1Query, DigStatusQuery, FullResponse.ToWire(), Update.ToWire()];

    internal static DnsResourceRecord Record(string name, DnsRecordData data, int timeToLive = 60) =>
        new(DnsName.Parse(name), DnsClass.IN, timeToLive, data);
}
