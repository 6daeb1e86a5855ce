namespace DNS4Me.Dns.Tests;

public class DnsMessageTests
{
    [Fact]
    public void A_response_with_every_known_type_survives_the_wire() =>
        MessageAssert.Same(Samples.FullResponse, DnsMessage.Parse(Samples.FullResponse.ToWire()));

    [Fact]
    public void An_update_with_empty_data_survives_the_wire() =>
        MessageAssert.Same(Samples.Update, DnsMessage.Parse(Samples.Update.ToWire()));

    [Fact]
    public void Values_without_a_name_survive_the_wire()
    {
        var message = new DnsMessage
        {
            Id = ushort.MaxValue,
            Opcode = (DnsOpcode)15,
            Flags = (DnsHeaderFlags)0x87F0,
            Rcode = (DnsRcode)0xFFF,
            Questions = [new DnsQuestion(Samples.Zone, (DnsType)65280, (DnsClass)65281)],
            Answers = [new DnsResourceRecord(Samples.Zone, (DnsClass)32, int.MaxValue, new UnknownRecordData((DnsType)65280, [0xC0, 0xFF]))],
            Edns = new DnsEdns { UdpPayloadSize = 1, Version = 255, Flags = (DnsEdnsFlags)0x7FFF },
        };

        MessageAssert.Same(message, DnsMessage.Parse(message.ToWire()));
    }

    [Fact]
    public void What_dig_asks_is_read()
    {
        var query = DnsMessage.Parse(Samples.DigDnssecQuery);

        Assert.Equal("example.net. IN TXT", Assert.Single(query.Questions).ToString());
        Assert.Equal(DnsHeaderFlags.RecursionDesired | DnsHeaderFlags.AuthenticData | DnsHeaderFlags.CheckingDisabled, query.Flags);
        Assert.Equal(DnsLimits.DefaultUdpPayloadSize, query.Edns!.UdpPayloadSize);
        Assert.True(query.Edns.DnssecOk);
        Assert.Equal(["OPT3: ", "OPT10: C7DDB9F9C60E3529"], query.Edns.Options.Select(option => option.ToString()));
        Assert.Equal(Samples.DigDnssecQuery, query.ToWire());
    }

    [Fact]
    public void An_address_of_another_class_than_the_internet_is_kept_as_octets()
    {
        var record = new DnsResourceRecord(Samples.Zone, DnsClass.CH, 0, new UnknownRecordData(DnsType.A, [1, 2, 3]));
        var message = new DnsMessage { Answers = [record] };

        Assert.Equal(record, Assert.Single(DnsMessage.Parse(message.ToWire()).Answers));
    }

    [Fact]
    public void A_ttl_with_its_top_bit_set_is_read_as_zero()
    {
        var wire = new DnsMessage { Answers = [Samples.Record(".", new TxtRecordData(new CharacterString("x")), 1)] }.ToWire();
        wire[DnsLimits.HeaderLength + 5] = 0x80;

        Assert.Equal(0, Assert.Single(DnsMessage.Parse(wire).Answers).TimeToLive);
    }

    [Fact]
    public void A_query_asks_one_question_with_the_usual_payload_size()
    {
        var query = DnsMessage.CreateQuery(Samples.Zone, DnsType.MX, recursionDesired: true);
        var read = DnsMessage.Parse(query.ToWire());

        Assert.Equal(DnsHeaderFlags.RecursionDesired, read.Flags);
        Assert.Equal(new DnsQuestion(Samples.Zone, DnsType.MX), Assert.Single(read.Questions));
        Assert.Equal(1232, read.Edns!.UdpPayloadSize);
        Assert.Equal(DnsHeaderFlags.None, DnsMessage.CreateQuery(Samples.Zone, DnsType.MX).Flags);
        Assert.Null(query.WithoutEdns().Edns);
        Assert.Equal(query.Id, query.WithoutEdns().Id);
    }

    [Fact]
    public void Queries_have_ids_of_their_own()
    {
        var ids = Enumerable.Range(0, 64).Select(_ => DnsMessage.CreateQuery(Samples.Zone, DnsType.A).Id);

        Assert.InRange(ids.Distinct().Count(), 32, 64);
    }

    [Fact]
    public void A_response_belongs_to_the_query_whose_id_and_question_it_repeats()
    {
        var query = DnsMessage.CreateQuery(DnsName.Parse("wWw.example.net"), DnsType.A);

        Assert.True(Response().IsResponseTo(query));
        Assert.True(Response(name: "WWW.EXAMPLE.NET").IsResponseTo(query));
        Assert.False(Response(id: 1).IsResponseTo(query));
        Assert.False(Response(name: "ftp.example.net").IsResponseTo(query));
        Assert.False(Response(type: DnsType.AAAA).IsResponseTo(query));
        Assert.False(Response(flags: DnsHeaderFlags.None).IsResponseTo(query));
        Assert.False(query.IsResponseTo(query));

        DnsMessage Response(int id = 0, string name = "www.example.net", DnsType type = DnsType.A, DnsHeaderFlags flags = DnsHeaderFlags.Response) =>
            new() { Id = (ushort)(query.Id ^ id), Flags = flags, Questions = [new DnsQuestion(DnsName.Parse(name), type)] };
    }

    [Theory]
    [InlineData(DnsRcode.FormErr, true)]
    [InlineData(DnsRcode.NotImp, true)]
    [InlineData(DnsRcode.NoError, false)]
    [InlineData(DnsRcode.NXDomain, false)]
    public void Only_a_refusal_may_leave_the_question_out(DnsRcode rcode, bool expected)
    {
        var query = DnsMessage.CreateQuery(Samples.Zone, DnsType.A);
        var response = new DnsMessage { Id = query.Id, Flags = DnsHeaderFlags.Response, Rcode = rcode };

        Assert.Equal(expected, response.IsResponseTo(query));
    }

    [Fact]
    public void The_flags_of_a_response_are_surfaced()
    {
        var message = new DnsMessage { Flags = DnsHeaderFlags.Response | DnsHeaderFlags.Truncated | DnsHeaderFlags.AuthoritativeAnswer };

        Assert.True(message is { IsResponse: true, IsTruncated: true, IsAuthoritative: true });
        Assert.True(new DnsMessage() is { IsResponse: false, IsTruncated: false, IsAuthoritative: false });
    }

    [Fact]
    public void A_message_that_cannot_be_written_says_why()
    {
        var big = new UnknownRecordData((DnsType)65280, new byte[ushort.MaxValue]);

        Assert.Throws<InvalidOperationException>(() => new DnsMessage { Rcode = DnsRcode.BadVers }.ToWire());
        Assert.Throws<InvalidOperationException>(() => new DnsMessage { Answers = [Samples.Record("a", big)] }.ToWire());
        Assert.False(Samples.FullResponse.TryWrite(new byte[DnsLimits.HeaderLength - 1], out _));
        Assert.False(Samples.FullResponse.TryWrite(new byte[100], out var length));
        Assert.Equal(0, length);
    }
}
