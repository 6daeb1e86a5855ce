namespace DNS4Me.Dns.Tests;

public class DnsMessageWriterTests
{
    private static readonly DnsHeader Header = new(1, DnsOpcode.Query, DnsHeaderFlags.Response);
    private static readonly byte[] Address = [192, 0, 2, 1];

    [Fact]
    public void A_response_repeats_id_flags_and_question_to_the_letter()
    {
        DnsQuery.Parse(Samples.DigQuery, new byte[DnsLimits.MaxNameLength], out var query);

        var writer = DnsMessageWriter.StartResponse(new byte[512], 512, query, DnsHeaderFlags.AuthoritativeAnswer, DnsRcode.NoError);
        Assert.True(writer.TryWriteRecord(DnsSection.Answer, query.CanonicalName, DnsType.A, DnsClass.IN, 60, Address));

        // The owner is a pointer to the question's name, so it has the query's case too.
        Assert.Equal(
            "2f508400000100010000000003577757074578616d706c65034e65540000010001" + "c00c000100010000003c0004c0000201",
            Convert.ToHexStringLower(writer.Message));
    }

    [Fact]
    public void A_response_to_an_unreadable_question_has_none()
    {
        Assert.Equal(DnsQueryStatus.NotImp, DnsQuery.Parse(Samples.DigStatusQuery, new byte[DnsLimits.MaxNameLength], out var query));

        var writer = DnsMessageWriter.StartResponse(new byte[512], 512, query, DnsHeaderFlags.None, DnsRcode.NotImp);

        Assert.Equal("f74791040000000000000000", Convert.ToHexStringLower(writer.Message));
    }

    [Fact]
    public void Names_in_the_data_of_old_types_are_compressed()
    {
        var writer = new DnsMessageWriter(new byte[512], 512, Header);
        var zone = Samples.Zone.Wire;
        writer.TryWriteQuestion(zone, DnsType.MX, DnsClass.IN);
        var start = writer.Length;

        writer.TryWriteRecord(DnsSection.Answer, zone, DnsType.MX, DnsClass.IN, 0, new MxRecordData(10, DnsName.Parse("m.EXAMPLE.net")).ToWire());
        writer.TryWriteRecord(DnsSection.Answer, zone, DnsType.NS, DnsClass.IN, 0, new NsRecordData(Samples.Zone).ToWire());
        writer.TryWriteRecord(DnsSection.Answer, zone, DnsType.CNAME, DnsClass.IN, 0, new CnameRecordData(DnsName.Parse("n.m.example.net")).ToWire());

        Assert.Equal(
            "c00c000f0001000000000006" + "000a" + "016dc00c"
            + "c00c00020001000000000002" + "c00c"
            + "c00c00050001000000000004" + "016ec02b",
            Convert.ToHexStringLower(writer.Message[start..]));
    }

    [Fact]
    public void Both_names_of_a_soa_are_compressed()
    {
        var writer = new DnsMessageWriter(new byte[512], 512, Header);
        writer.TryWriteRecord(DnsSection.Authority, Samples.Zone.Wire, DnsType.SOA, DnsClass.IN, 60, Samples.Soa.ToWire());

        Assert.Equal(
            "036e7331c00c" + "0b686f73742e6d6173746572c00c" + "78a3f175" + "00001c20" + "00000384" + "00127500" + "0000003c",
            Convert.ToHexStringLower(writer.Message[^40..]));
        Assert.Equal(Samples.Soa, Assert.Single(DnsMessage.Parse(writer.Message).Authorities).Data);
    }

    [Fact]
    public void Data_of_newer_types_is_written_as_it_is()
    {
        byte[] rdata = [0, 0, 0, 1, 0x13, 0xC4, .. Samples.Zone.Wire];
        var writer = new DnsMessageWriter(new byte[512], 512, Header);
        writer.TryWriteRecord(DnsSection.Answer, Samples.Zone.Wire, DnsType.SRV, DnsClass.IN, 0, rdata);

        Assert.Equal(rdata, writer.Message[^rdata.Length..]);
    }

    [Fact]
    public void What_the_buffer_held_before_never_becomes_a_target()
    {
        // The buffer holds "a." where the first label of "a.a." goes: a careless search for its second label would find it there.
        byte[] buffer = new byte[64];
        Convert.FromHexString("016100").CopyTo(buffer, DnsLimits.HeaderLength);
        var writer = new DnsMessageWriter(buffer, buffer.Length, Header);

        Assert.True(writer.TryWriteQuestion(DnsName.Parse("a.a").Wire, DnsType.A, DnsClass.IN));

        Assert.Equal("0161016100", Convert.ToHexStringLower(writer.Message.Slice(DnsLimits.HeaderLength, 5)));
    }

    [Fact]
    public void Many_names_are_written_right_though_the_table_of_targets_is_bounded()
    {
        var records = Enumerable.Range(0, 2000)
            .Select(i => Samples.Record($"h{i % 300}.sub{i}.example.net", new NsRecordData(DnsName.Parse($"ns{i}.h{i % 7}.example.org"))))
            .ToList();
        var message = new DnsMessage { Answers = records };

        var wire = message.ToWire();

        Assert.InRange(wire.Length, 0x4001, DnsLimits.MaxMessageLength);
        MessageAssert.Same(message, DnsMessage.Parse(wire));
    }

    [Fact]
    public void At_every_limit_the_message_is_whole_and_never_longer()
    {
        var full = Samples.FullResponse.ToWire();
        for (var limit = DnsLimits.HeaderLength; limit <= full.Length; limit++)
        {
            var buffer = new byte[1000];
            buffer.AsSpan(limit).Fill(0xEE);
            var writer = new DnsMessageWriter(buffer, limit, Header);
            var written = WriteAll(ref writer, Samples.FullResponse.Answers);

            Assert.InRange(writer.Length, DnsLimits.HeaderLength, limit);
            Assert.Equal(-1, buffer.AsSpan(limit).IndexOfAnyExcept((byte)0xEE));
            Assert.Equal(Samples.FullResponse.Answers.Take(written), DnsMessage.Parse(writer.Message).Answers);
        }
    }

    [Fact]
    public void A_record_that_does_not_fit_leaves_no_trace()
    {
        var writer = new DnsMessageWriter(new byte[64], 48, Header);
        Assert.True(writer.TryWriteQuestion(Samples.Zone.Wire, DnsType.A, DnsClass.IN));
        var before = writer.Message.ToArray();

        Assert.False(writer.TryWriteRecord(DnsSection.Answer, DnsName.Parse("elsewhere.example").Wire, DnsType.A, DnsClass.IN, 60, Address));
        Assert.Equal(before, writer.Message);

        // The names of the record taken back are no targets: the same name is written out, not pointed at.
        Assert.True(writer.TryWriteRecord(DnsSection.Answer, DnsName.Parse("x").Wire, DnsType.A, DnsClass.IN, 60, Address));
        writer.SetFlags(DnsHeaderFlags.Truncated);

        var read = DnsMessage.Parse(writer.Message);
        Assert.True(read.IsTruncated);
        Assert.Equal("x. 60 IN A 192.0.2.1", Assert.Single(read.Answers).ToString());
    }

    [Fact]
    public void A_group_is_taken_back_as_a_whole()
    {
        var writer = new DnsMessageWriter(new byte[512], 512, Header);
        writer.TryWriteRecord(DnsSection.Answer, Samples.Zone.Wire, DnsType.A, DnsClass.IN, 60, Address);
        var mark = writer.Mark();
        var before = writer.Message.ToArray();
        writer.TryWriteRecord(DnsSection.Answer, Samples.Zone.Wire, DnsType.A, DnsClass.IN, 60, Address);
        writer.TryWriteRecord(DnsSection.Additional, DnsName.Parse("new.name").Wire, DnsType.A, DnsClass.IN, 60, Address);

        writer.Rewind(mark);

        Assert.Equal(before, writer.Message);
        Assert.True(writer.TryWriteRecord(DnsSection.Answer, DnsName.Parse("new.name").Wire, DnsType.A, DnsClass.IN, 60, Address));
        Assert.Equal("new.name.", DnsMessage.Parse(writer.Message).Answers[1].Name.ToString());
    }

    [Fact]
    public void Room_kept_for_the_opt_record_is_its_own()
    {
        var limit = DnsLimits.HeaderLength + DnsLimits.OptRecordLength + 15;
        var writer = new DnsMessageWriter(new byte[512], limit, Header);
        writer.Reserve(DnsLimits.OptRecordLength);

        Assert.True(writer.TryWriteRecord(DnsSection.Answer, WireName.Root, DnsType.A, DnsClass.IN, 60, Address));
        Assert.False(writer.TryWriteRecord(DnsSection.Answer, WireName.Root, DnsType.A, DnsClass.IN, 60, []));
        Assert.True(writer.TryWriteOpt(1232, DnsEdnsFlags.DnssecOk));

        Assert.Equal(limit, writer.Length);
        Assert.Equal("00002904d0000080000000", Convert.ToHexStringLower(writer.Message[^DnsLimits.OptRecordLength..]));
    }

    [Fact]
    public void An_extended_code_is_split_between_header_and_opt_record()
    {
        var writer = new DnsMessageWriter(new byte[512], 512, Header);
        writer.SetRcode(DnsRcode.BadVers);
        Assert.True(writer.TryWriteOpt(1232, DnsEdnsFlags.None));

        Assert.Equal("000180000000000000000001" + "00002904d0010000000000", Convert.ToHexStringLower(writer.Message));
        Assert.Equal(DnsRcode.BadVers, DnsMessage.Parse(writer.Message).Rcode);
    }

    [Fact]
    public void Sections_are_written_in_wire_order() => Assert.Throws<InvalidOperationException>(() =>
    {
        var writer = new DnsMessageWriter(new byte[512], 512, Header);
        writer.TryWriteOpt(1232, DnsEdnsFlags.None);
        writer.TryWriteRecord(DnsSection.Answer, WireName.Root, DnsType.A, DnsClass.IN, 60, Address);
    });

    [Theory]
    [InlineData("0161", DnsType.A, "7f000001", 0)]
    [InlineData("c00c", DnsType.A, "7f000001", 0)]
    [InlineData("00", DnsType.A, "7f000001", -1)]
    [InlineData("00", DnsType.NS, "c00c", 0)]
    [InlineData("00", DnsType.NS, "0000", 0)]
    [InlineData("00", DnsType.MX, "00", 0)]
    [InlineData("00", DnsType.SOA, "0000", 0)]
    public void What_would_break_the_message_is_refused_and_changes_nothing(string owner, DnsType type, string rdata, int timeToLive)
    {
        var buffer = new byte[512];
        var unwritten = new DnsMessageWriter(new byte[512], 512, Header).Message.ToArray();

        Assert.ThrowsAny<ArgumentException>(() =>
        {
            var writer = new DnsMessageWriter(buffer, 512, Header);
            writer.TryWriteRecord(DnsSection.Answer, Convert.FromHexString(owner), type, DnsClass.IN, timeToLive, Convert.FromHexString(rdata));
        });
        Assert.Equal(unwritten, buffer[..DnsLimits.HeaderLength]);
    }

    [Fact]
    public void A_buffer_without_room_for_a_header_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new DnsMessageWriter(new byte[11], 512, Header); });

    private static int WriteAll(ref DnsMessageWriter writer, IReadOnlyList<DnsResourceRecord> records)
    {
        var written = 0;
        foreach (var record in records)
        {
            if (!writer.TryWriteRecord(DnsSection.Answer, record.Name.Wire, record.Type, record.Class, record.TimeToLive, record.Data.ToWire()))
            {
                break;
            }

            written++;
        }

        return written;
    }
}
