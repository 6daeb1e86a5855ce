using System.Net;
using DNS4Me.Dns;

namespace DNS4Me.Server.Tests.Dns;

public class DnsResponderTests
{
    private const string Domain = "alice.dns4me.test";
    private const string Big = "big." + Domain;
    private const int BigCount = 200;

    [Fact]
    public void Answering_allocates_nothing()
    {
        var zones = Zones();
        var response = new byte[DnsLimits.DefaultUdpPayloadSize];
        byte[][] queries =
        [
            Query(Domain, DnsType.A),
            Query("www." + Domain, DnsType.AAAA),
            Query("x.y." + Domain, DnsType.MX),
            Query("alias." + Domain, DnsType.A),
            Query("text." + Domain, DnsType.TXT),
            Query("_sip._tcp." + Domain, DnsType.SRV),
            Query("text." + Domain, DnsType.CAA),
            Query("none.text." + Domain, DnsType.TXT),
            Query(Big, DnsType.A),
            Query("nobody.dns4me.test", DnsType.A),
            Query("dns4me.test", DnsType.NS),
            Query("example.org", DnsType.A),
            [1, 2, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0],
        ];
        Array.ForEach(queries, query => Assert.True(zones.Responder.Respond(query, response, overUdp: true) > 0));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            foreach (var query in queries)
            {
                zones.Responder.Respond(query, response, overUdp: true);
            }
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Whatever_arrives_the_response_is_a_message_within_its_limit()
    {
        var zones = Zones();
        var random = new Random(20260101);
        byte[][] samples = [Query("wWw." + Domain, DnsType.A), Query(Big, DnsType.A), Query("dns4me.test", DnsType.IXFR), Query("alias." + Domain, DnsType.MX)];
        var answered = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var mutant = Mutate(samples[i % samples.Length], random);
            var response = zones.Respond(mutant, overUdp: i % 2 == 0);
            if (response.Length > 0)
            {
                answered++;
                var message = DnsMessage.Parse(response);
                Assert.True(message.IsResponse);
                Assert.Equal(mutant.AsSpan(0, 2), response.AsSpan(0, 2));
                Assert.True(i % 2 != 0 || response.Length <= DnsLimits.DefaultUdpPayloadSize);
            }
        }

        Assert.InRange(answered, 10_000, 60_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0102000000010000000000")]
    [InlineData("010280000001000000000000036f72670000010001")]
    public void Too_short_a_message_or_a_response_meets_silence(string hex) => Assert.Empty(Zones().Respond(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("010200000000000000000000", DnsRcode.FormErr)]
    [InlineData("010200000002000000000000036f72670000010001036f72670000010001", DnsRcode.FormErr)]
    [InlineData("010200000001000000000000036f726700000100", DnsRcode.FormErr)]
    [InlineData("010200000001000000000000036f7267c00c00010001", DnsRcode.FormErr)]
    [InlineData("010200000001000000000000036f72670000010001ff", DnsRcode.FormErr)]
    [InlineData("010200000001000100000000036f72670000010001036f72670000010001000000000004c0000201", DnsRcode.FormErr)]
    [InlineData("010200000001000000000000036f72670000290001", DnsRcode.FormErr)]
    [InlineData("010210000001000000000000036f72670000010001", DnsRcode.NotImp)]
    [InlineData("010228000001000000000000036f72670000060001", DnsRcode.NotImp)]
    public void What_is_no_standard_query_with_one_question_gets_an_error(string hex, DnsRcode rcode)
        => Assert.Equal(rcode, DnsMessage.Parse(Zones().Respond(Convert.FromHexString(hex))).Rcode);

    [Fact]
    public void Another_version_of_EDNS_is_answered_by_ours()
    {
        var response = Zones().Ask(Ask(Domain, DnsType.A, new() { Version = 1 }))!;

        Assert.Equal((DnsRcode.BadVers, (byte)0), (response.Rcode, response.Edns!.Version));
        Assert.Empty(response.Answers);
    }

    [Fact]
    public void EDNS_is_answered_with_EDNS_and_repeats_DO()
    {
        var response = Zones().Ask(Ask(Domain, DnsType.A, new() { Flags = DnsEdnsFlags.DnssecOk, Options = [new DnsEdnsOption(65001, [1, 2, 3])] }))!;

        Assert.True(response.Edns!.DnssecOk);
        Assert.Equal(DnsLimits.DefaultUdpPayloadSize, response.Edns.UdpPayloadSize);
        Assert.Empty(response.Edns.Options);
        Assert.Single(response.Answers);
    }

    [Fact]
    public void Without_EDNS_there_is_none_in_the_response()
        => Assert.Null(Zones().Ask(DnsMessage.CreateQuery(DnsName.Parse(Domain), DnsType.A).WithoutEdns())!.Edns);

    [Theory]
    [InlineData(null, 512)]
    [InlineData(0, 512)]
    [InlineData(512, 512)]
    [InlineData(700, 700)]
    [InlineData(1232, 1232)]
    [InlineData(65535, 1232)]
    public void A_response_over_UDP_keeps_to_what_both_sides_can_take(int? size, int limit)
    {
        var zones = Zones();

        // As many records as make the response just fit, and one more.
        var header = DnsLimits.HeaderLength + DnsName.Parse("fits.exact.dns4me.test").Wire.Length + 4 + (size is null ? 0 : DnsLimits.OptRecordLength);
        var fitting = (limit - header) / 16;
        zones.Add("exact.dns4me.test", [.. Hosts("fits", fitting), .. Hosts("over", fitting + 1)], TestZones.Online());

        var fits = Query("fits.exact.dns4me.test", DnsType.A, size);
        var over = Query("over.exact.dns4me.test", DnsType.A, size);

        Assert.Equal((false, fitting), Shape(zones.Respond(fits), limit));
        Assert.Equal((true, 0), Shape(zones.Respond(over), limit));
        Assert.Equal((false, fitting + 1), Shape(zones.Respond(over, overUdp: false), DnsLimits.MaxMessageLength));
    }

    [Fact]
    public void What_does_not_fit_is_told_whole_over_TCP()
    {
        var query = DnsMessage.CreateQuery(DnsName.Parse(Big), DnsType.A);
        Assert.True(Zones().Ask(query)!.IsTruncated);

        var response = Zones().Ask(query, overUdp: false)!;

        Assert.False(response.IsTruncated);
        Assert.Equal(BigCount, response.Answers.Count);
    }

    [Fact]
    public void The_questions_case_is_kept_in_question_and_answer()
    {
        var response = Zones().Ask(DnsMessage.CreateQuery(DnsName.Parse("wWw.aLiCe.DNS4me.TeSt"), DnsType.A))!;

        Assert.Equal("wWw.aLiCe.DNS4me.TeSt.", response.Questions[0].Name.ToString());
        Assert.Equal("wWw.aLiCe.DNS4me.TeSt.", Assert.Single(response.Answers).Name.ToString());
    }

    [Fact]
    public void The_askers_RD_and_CD_come_back_and_recursion_is_not_offered()
    {
        var query = new DnsMessage { Id = 5, Flags = DnsHeaderFlags.RecursionDesired | DnsHeaderFlags.CheckingDisabled, Questions = [new(DnsName.Parse(Domain), DnsType.A)] };

        Assert.Equal(
            DnsHeaderFlags.Response | DnsHeaderFlags.AuthoritativeAnswer | DnsHeaderFlags.RecursionDesired | DnsHeaderFlags.CheckingDisabled,
            Zones().Ask(query)!.Flags);
    }

    private static TestZones Zones()
    {
        var zones = new TestZones();
        zones.Add(Domain,
        [
            TestZones.Alias("alias", "x." + Domain),
            TestZones.Text("text", "v=spf1 -all"),
            TestZones.Authority("text", 0, "issue", "ca.example"),
            TestZones.Service("_sip._tcp", 1, 2, 5060, "sip." + Domain),
            .. Hosts("big", BigCount),
        ], TestZones.Online());
        return zones;
    }

    private static IEnumerable<DomainRecord> Hosts(string name, int count)
        => Enumerable.Range(0, count).Select(i => TestZones.Host(name, HostTarget.ToAddress(new IPAddress([203, 0, 113, (byte)i]))));

    private static DnsMessage Ask(string name, DnsType type, DnsEdns edns) => DnsMessage.CreateQuery(DnsName.Parse(name), type, edns: edns);

    private static byte[] Query(string name, DnsType type, int? payload = DnsLimits.DefaultUdpPayloadSize) => payload is { } size
        ? Ask(name, type, new() { UdpPayloadSize = (ushort)size }).ToWire()
        : DnsMessage.CreateQuery(DnsName.Parse(name), type).WithoutEdns().ToWire();

    private static (bool IsTruncated, int Answers) Shape(byte[] response, int limit)
    {
        Assert.InRange(response.Length, 1, limit);
        var message = DnsMessage.Parse(response);
        return (message.IsTruncated, message.Answers.Count);
    }

    private static byte[] Mutate(byte[] sample, Random random)
    {
        var octets = sample.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && octets.Count > 1; changes--)
        {
            var at = random.Next(octets.Count);
            switch (random.Next(4))
            {
                case 0:
                    octets[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    octets.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    octets.RemoveRange(at, random.Next(octets.Count - at));
                    break;
                default:
                    octets[at] = (byte)random.Next(256);
                    break;
            }
        }

        return [.. octets];
    }
}
