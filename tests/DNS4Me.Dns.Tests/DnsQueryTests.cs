namespace DNS4Me.Dns.Tests;

public class DnsQueryTests
{
    private const string Question = "076578616d706c65036e65740000010001";
    private const string Opt = "00002904d0000000000000";

    private readonly byte[] _names = new byte[DnsLimits.MaxNameLength];

    [Fact]
    public void What_dig_asks_is_read_with_its_case_kept_and_folded()
    {
        Assert.Equal(DnsQueryStatus.Ok, DnsQuery.Parse(Samples.DigQuery, _names, out var query));

        Assert.Equal(0x2F50, query.Id);
        Assert.Equal("WwW.Example.NeT.", DnsName.FromWire(query.Name).ToString());
        Assert.Equal("www.example.net.", DnsName.FromWire(query.CanonicalName).ToString());
        Assert.Equal((DnsType.A, DnsClass.IN), (query.Type, query.Class));
        Assert.False(query.RecursionDesired);
        Assert.True(query.HasEdns);
        Assert.Equal(new DnsEdnsHeader(1232, 0, 0, DnsEdnsFlags.None), query.Edns);
        Assert.Equal(1232, query.UdpPayloadLimit);
        Assert.Equal(Samples.DigQuery.AsSpan(DnsLimits.HeaderLength, 21), query.Question);
        Assert.Equal(DnsHeaderFlags.Response, query.ResponseFlags);

        var options = new DnsEdnsOptionReader(query.EdnsOptions);
        Assert.True(options.TryRead(out var code, out var cookie));
        Assert.Equal((10, "2689A4574C84BEC8"), (code, Convert.ToHexString(cookie)));
        Assert.False(options.TryRead(out _, out _));
        Assert.False(options.IsMalformed);
    }

    [Fact]
    public void Without_edns_a_response_has_at_most_512_octets()
    {
        Assert.Equal(DnsQueryStatus.Ok, DnsQuery.Parse(Samples.KdigQuery, _names, out var query));

        Assert.False(query.HasEdns);
        Assert.Equal(DnsType.AAAA, query.Type);
        Assert.Equal(512, query.UdpPayloadLimit);
    }

    [Fact]
    public void The_flags_that_a_response_repeats_are_told()
    {
        Assert.Equal(DnsQueryStatus.Ok, DnsQuery.Parse(Samples.DigDnssecQuery, _names, out var query));

        Assert.True(query.CheckingDisabled);
        Assert.True(query.RecursionDesired);
        Assert.True(query.Edns.DnssecOk);
        Assert.Equal(DnsHeaderFlags.Response | DnsHeaderFlags.RecursionDesired | DnsHeaderFlags.CheckingDisabled, query.ResponseFlags);
    }

    [Fact]
    public void What_is_shorter_than_a_header_is_dropped()
    {
        for (var length = 0; length < DnsLimits.HeaderLength; length++)
        {
            Assert.Equal(DnsQueryStatus.Drop, DnsQuery.Parse(Samples.DigQuery.AsSpan(0, length), _names, out _));
        }
    }

    [Fact]
    public void Every_longer_beginning_is_a_format_error()
    {
        for (var length = DnsLimits.HeaderLength; length < Samples.DigQuery.Length; length++)
        {
            Assert.Equal(DnsQueryStatus.FormErr, DnsQuery.Parse(Samples.DigQuery.AsSpan(0, length), _names, out var query));
            Assert.Equal(0x2F50, query.Id);
            Assert.Equal(length >= DnsLimits.HeaderLength + 21, query.HasQuestion);
        }
    }

    [Fact]
    public void A_response_is_dropped_whatever_else_it_is()
    {
        Assert.Equal(DnsQueryStatus.Drop, DnsQuery.Parse(Samples.FullResponse.ToWire(), _names, out _));
        Assert.Equal(DnsQueryStatus.Drop, Parse("0001" + "f800" + "0001000000000000" + Question));
        Assert.Equal(DnsQueryStatus.Drop, Parse("0001" + "8000" + "0000000000000000"));
    }

    [Fact]
    public void Another_opcode_is_not_implemented()
    {
        Assert.Equal(DnsQueryStatus.NotImp, DnsQuery.Parse(Samples.DigStatusQuery, _names, out var query));
        Assert.Equal((DnsOpcode.Status, false), (query.Opcode, query.HasQuestion));

        Assert.Equal(DnsQueryStatus.NotImp, DnsQuery.Parse(Samples.Update.ToWire(), _names, out query));
        Assert.Equal(DnsOpcode.Update, query.Opcode);
    }

    [Theory]
    [InlineData("0000000000000000", "")]
    [InlineData("0002000000000000", Question + Question)]
    [InlineData("0001000000000000", Question + "00")]
    [InlineData("0001000000000000", "c00c00010001")]
    [InlineData("0001000000000000", "416100010001")]
    [InlineData("0001000000000000", "01610000")]
    [InlineData("0001000100000000", Question + "00000100010000000000047f000001")]
    [InlineData("0001000000010000", Question + "00000600010000000000020000")]
    [InlineData("0001000000010000", "00" + "00fb0001" + Opt)]
    [InlineData("0001000000000001", Question + "c0ff" + "002904d0000000000000")]
    [InlineData("0001000000000001", Question + "00002904d0000000000001")]
    [InlineData("0001000000000002", Question + Opt)]
    public void Malformed_queries_are_format_errors(string counts, string body) =>
        Assert.Equal(DnsQueryStatus.FormErr, Parse("00010000" + counts + body));

    [Theory]
    [InlineData("0002", Opt + Opt, DnsEdnsFault.Duplicated)]
    [InlineData("0003", Opt + "0000ff00ff000000000000" + Opt, DnsEdnsFault.Duplicated)]
    [InlineData("0001", "016100002904d0000000000000", DnsEdnsFault.NotAtRoot)]
    [InlineData("0001", "c018002904d0000000000000", DnsEdnsFault.NotAtRoot)]
    [InlineData("0001", "00002904d0000000000003000a00", DnsEdnsFault.BadOptions)]
    [InlineData("0001", "00002904d0000000000005000a000200", DnsEdnsFault.BadOptions)]
    public void A_wrong_opt_record_is_a_format_error_that_says_which(string count, string records, DnsEdnsFault fault)
    {
        var message = Convert.FromHexString("000100000001" + "00000000" + count + Question + records);

        Assert.Equal(DnsQueryStatus.FormErr, DnsQuery.Parse(message, _names, out var query));
        Assert.Equal(fault, query.EdnsFault);
        Assert.True(query.HasEdns);
        Assert.True(query.HasQuestion);
    }

    [Fact]
    public void An_unknown_edns_version_is_told_apart()
    {
        Assert.Equal(DnsQueryStatus.BadVers, DnsQuery.Parse(Samples.DigEdns1Query, _names, out var query));
        Assert.Equal((1, 1232), (query.Edns.Version, query.Edns.UdpPayloadSize));
        Assert.True(query.HasQuestion);

        // What another version's data looks like is not ours to judge.
        Assert.Equal(DnsQueryStatus.BadVers, Parse("00010000" + "0001000000000001" + Question + "00002904d0000100000001ff"));
    }

    [Theory]
    [InlineData("0000", 512)]
    [InlineData("01ff", 512)]
    [InlineData("0201", 513)]
    [InlineData("ffff", 65535)]
    public void A_payload_size_below_512_means_512(string size, int expected)
    {
        var message = Convert.FromHexString("00010000" + "0001000000000001" + Question + "000029" + size + "000000000000");

        Assert.Equal(DnsQueryStatus.Ok, DnsQuery.Parse(message, _names, out var query));
        Assert.Equal(expected, query.UdpPayloadLimit);
    }

    [Fact]
    public void Other_additional_records_are_passed_over()
    {
        const string Unknown = "c00c" + "ff00" + "00ff" + "00000000" + "0003" + "010203";

        Assert.Equal(DnsQueryStatus.Ok, Parse("00010000" + "0001000000000002" + Question + Unknown + Opt));
    }

    [Fact]
    public void A_question_for_changes_brings_the_soa_it_knows()
    {
        const string Soa = "c00c" + "0006" + "0001" + "00000000" + "0016" + "0000" + "0000000100000000000000000000000000000000";

        Assert.Equal(DnsQueryStatus.Ok, Parse("00010000" + "0001000000010000" + "00" + "00fb0001" + Soa));
    }

    [Fact]
    public void The_longest_name_fits()
    {
        var name = DnsName.Parse(string.Join('.', Enumerable.Repeat("A", 127)));
        var message = new DnsMessage { Questions = [new DnsQuestion(name, DnsType.A)] }.ToWire();

        Assert.Equal(DnsQueryStatus.Ok, DnsQuery.Parse(message, _names, out var query));
        Assert.Equal(name.ToCanonical().Wire, query.CanonicalName);
    }

    [Fact]
    public void A_buffer_too_short_for_a_name_is_refused_before_anything_is_read() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DnsQuery.Parse(Samples.DigQuery, new byte[254], out _));

    private DnsQueryStatus Parse(string message) => DnsQuery.Parse(Convert.FromHexString(message), _names, out _);
}
