namespace DNS4Me.Dns.Tests;

public class HostileMessageTests
{
    private const string OneAnswer = "000080000000000100000000";
    private const string OneQuestion = "000000000001000000000000";
    private const string OneAdditional = "000000000000000000000001";

    [Fact]
    public void Every_beginning_of_a_message_is_refused_as_cut()
    {
        foreach (var message in Samples.Valid)
        {
            for (var length = 0; length < message.Length; length++)
            {
                var exception = Assert.Throws<DnsFormatException>(() => DnsMessage.Parse(message.AsSpan(0, length)));
                Assert.Equal(DnsFormatError.UnexpectedEnd, exception.Error);
                Assert.InRange(exception.Index, 0, length);
            }
        }
    }

    [Fact]
    public void An_octet_too_many_is_refused()
    {
        foreach (var message in Samples.Valid)
        {
            var exception = Assert.Throws<DnsFormatException>(() => DnsMessage.Parse([.. message, 0]));
            Assert.Equal((DnsFormatError.TrailingBytes, message.Length), (exception.Error, exception.Index));
        }
    }

    // RFC 1035, section 4.1.4: F.ISI.ARPA, FOO.F.ISI.ARPA, ARPA and the root, each by the pointers that section shows.
    [Fact]
    public void The_compression_of_rfc_1035_is_read_and_written()
    {
        var message = Convert.FromHexString("000000000004000000000000"
            + "01460349534904415250410000010001"
            + "03464f4fc00c00010001"
            + "c01200010001"
            + "0000010001");

        var read = DnsMessage.Parse(message);

        Assert.Equal(["F.ISI.ARPA.", "FOO.F.ISI.ARPA.", "ARPA.", "."], read.Questions.Select(question => question.Name.ToString()));
        Assert.Equal(message, read.ToWire());
    }

    [Theory]
    [InlineData("c00c", "itself")]
    [InlineData("0161c00c", "its own start")]
    [InlineData("0161c00e", "the pointer")]
    [InlineData("c00e0000", "what follows")]
    [InlineData("c0ff", "beyond the end")]
    [InlineData("ffff", "far beyond the end")]
    [InlineData("c000", "the header")]
    [InlineData("c00b", "the header's last octet")]
    public void A_pointer_that_does_not_lead_to_an_earlier_name_is_refused(string name, string leadsTo)
    {
        var exception = Assert.Throws<DnsFormatException>(() => DnsMessage.Parse(Convert.FromHexString(OneQuestion + name + "00010001")));

        Assert.True(exception.Error == DnsFormatError.BadPointer, $"A pointer to {leadsTo} gave {exception.Error}.");
    }

    [Fact]
    public void Two_pointers_that_lead_to_each_other_are_refused()
    {
        // The second question's name leads back into the first one's type and class, which lead on to the second.
        var message = Convert.FromHexString("000000000002000000000000" + "00c011c011" + "c00d00010001");

        Assert.Equal(DnsFormatError.BadPointer, Assert.Throws<DnsFormatException>(() => DnsMessage.Parse(message)).Error);
    }

    [Fact]
    public void A_name_that_grows_too_long_by_pointers_is_refused()
    {
        // Each name is a label of 63 octets and a pointer to the one before: the fourth has 4 * 64 + 1 octets.
        var label = "3f" + string.Concat(Enumerable.Repeat("61", 63));
        var message = Convert.FromHexString("000000000004000000000000"
            + label + "0000010001" + label + "c00c00010001" + label + "c05100010001" + label + "c09700010001");

        var exception = Assert.Throws<DnsFormatException>(() => DnsMessage.Parse(message));

        Assert.Equal(DnsFormatError.NameTooLong, exception.Error);
    }

    [Theory]
    [InlineData("4161")]
    [InlineData("8161")]
    public void A_label_of_an_unknown_type_is_refused(string label)
    {
        var message = Convert.FromHexString(OneQuestion + label + "0000010001");

        var exception = Assert.Throws<DnsFormatException>(() => DnsMessage.Parse(message));

        Assert.Equal((DnsFormatError.BadLabelType, DnsLimits.HeaderLength), (exception.Error, exception.Index));
    }

    [Theory]
    [InlineData("0001", "0005", "0102030405", DnsFormatError.BadRdataLength)]
    [InlineData("0001", "0003", "010203", DnsFormatError.UnexpectedEnd)]
    [InlineData("0001", "0000", "", DnsFormatError.UnexpectedEnd)]
    [InlineData("001c", "000f", "000102030405060708090a0b0c0d0e", DnsFormatError.UnexpectedEnd)]
    [InlineData("0002", "0002", "0000", DnsFormatError.BadRdataLength)]
    [InlineData("0002", "0001", "0161", DnsFormatError.UnexpectedEnd)]
    [InlineData("000f", "0002", "000a", DnsFormatError.UnexpectedEnd)]
    [InlineData("000f", "0003", "000ac00c", DnsFormatError.UnexpectedEnd)]
    [InlineData("0006", "0015", "000000000000000000000000000000000000000000", DnsFormatError.UnexpectedEnd)]
    [InlineData("0010", "0000", "", DnsFormatError.NoText)]
    [InlineData("0010", "0002", "0261", DnsFormatError.UnexpectedEnd)]
    [InlineData("0021", "0006", "000100020003", DnsFormatError.UnexpectedEnd)]
    [InlineData("0021", "0005", "0001000200", DnsFormatError.UnexpectedEnd)]
    [InlineData("0021", "0008", "0001000200030000", DnsFormatError.BadRdataLength)]
    [InlineData("0021", "0008", "000100020003c0ff", DnsFormatError.BadPointer)]
    [InlineData("0021", "0008", "0001000200034061", DnsFormatError.BadLabelType)]
    [InlineData("0101", "0000", "", DnsFormatError.UnexpectedEnd)]
    [InlineData("0101", "0001", "00", DnsFormatError.UnexpectedEnd)]
    [InlineData("0101", "0003", "000000", DnsFormatError.BadTag)]
    [InlineData("0101", "0004", "00056973", DnsFormatError.UnexpectedEnd)]
    [InlineData("0101", "0004", "0002692d", DnsFormatError.BadTag)]
    [InlineData("0101", "0004", "000269e9", DnsFormatError.BadTag)]
    [InlineData("000d", "0003", "000000", DnsFormatError.BadRdataLength)]
    [InlineData("ff00", "0005", "01020304", DnsFormatError.UnexpectedEnd)]
    public void Data_that_does_not_fill_its_length_exactly_is_refused(string type, string length, string rdata, DnsFormatError error)
    {
        var message = Convert.FromHexString(OneAnswer + "00" + type + "0001" + "00000000" + length + rdata);

        Assert.Equal(error, Assert.Throws<DnsFormatException>(() => DnsMessage.Parse(message)).Error);
    }

    // RFC 3597, section 4: servers before RFC 2782 compressed it.
    [Fact]
    public void A_compressed_target_of_a_service_is_read()
    {
        var message = Convert.FromHexString(OneAnswer + "016100" + "0021" + "0001" + "00000000" + "000a" + "0001000200030162c00c");

        var answer = Assert.Single(DnsMessage.Parse(message).Answers);

        Assert.Equal("1 2 3 b.a.", answer.Data.ToString());
        Assert.Equal([0, 1, 0, 2, 0, 3, 1, (byte)'b', 1, (byte)'a', 0], answer.Data.ToWire());
    }

    [Fact]
    public void A_pointer_within_the_data_of_an_unknown_type_is_not_followed()
    {
        var message = Convert.FromHexString(OneAnswer + "00" + "ff00" + "0001" + "00000000" + "0002" + "c00c");

        Assert.Equal(@"\# 2 C00C", Assert.Single(DnsMessage.Parse(message).Answers).Data.ToString());
    }

    [Theory]
    [InlineData(OneAnswer, "00", "0000", "", DnsFormatError.MisplacedOpt)]
    [InlineData(OneAdditional, "016100", "0000", "", DnsFormatError.MisplacedOpt)]
    [InlineData(OneAdditional, "00", "0003", "000a00", DnsFormatError.BadOptions)]
    [InlineData(OneAdditional, "00", "0004", "000a0001", DnsFormatError.BadOptions)]
    public void An_opt_record_out_of_its_place_or_form_is_refused(string header, string owner, string length, string options, DnsFormatError error)
    {
        var message = Convert.FromHexString(header + owner + "0029" + "04d0" + "00000000" + length + options);

        Assert.Equal(error, Assert.Throws<DnsFormatException>(() => DnsMessage.Parse(message)).Error);
    }

    [Fact]
    public void A_second_opt_record_is_refused()
    {
        const string Opt = "00002904d0000000000000";
        var message = Convert.FromHexString("000000000000000000000002" + Opt + Opt);

        var exception = Assert.Throws<DnsFormatException>(() => DnsMessage.Parse(message));

        Assert.Equal((DnsFormatError.DuplicateOpt, DnsLimits.HeaderLength + DnsLimits.OptRecordLength), (exception.Error, exception.Index));
    }

    [Fact]
    public void Counts_that_promise_more_than_there_is_cost_nothing()
    {
        var message = Convert.FromHexString("00000000ffffffffffffffff" + "0000010001");

        Assert.Equal(DnsFormatError.UnexpectedEnd, Assert.Throws<DnsFormatException>(() => DnsMessage.Parse(message)).Error);
    }
}
