using System.Globalization;

namespace DNS4Me.Dns.Tests;

public class DnsNameTests
{
    [Theory]
    [InlineData("www.example.net", "03777777076578616d706c65036e657400")]
    [InlineData("www.example.net.", "03777777076578616d706c65036e657400")]
    [InlineData(".", "00")]
    [InlineData("*.Example", "012a074578616d706c6500")]
    [InlineData(@"a\.b.c", "03612e62016300")]
    [InlineData(@"\000\255\046", "0300ff2e00")]
    [InlineData(@"\\\""\ ", "035c222000")]
    [InlineData("_acme-challenge.x", "0f5f61636d652d6368616c6c656e6765017800")]
    public void A_text_becomes_its_wire_form(string text, string wire) =>
        Assert.Equal(wire, Convert.ToHexStringLower(DnsName.Parse(text).Wire));

    [Theory]
    [InlineData("", DnsFormatError.EmptyName, 0)]
    [InlineData("..", DnsFormatError.EmptyLabel, 0)]
    [InlineData(".a", DnsFormatError.EmptyLabel, 0)]
    [InlineData("a..b", DnsFormatError.EmptyLabel, 2)]
    [InlineData("a.b..", DnsFormatError.EmptyLabel, 4)]
    [InlineData("a b", DnsFormatError.BadCharacter, 1)]
    [InlineData("a\t", DnsFormatError.BadCharacter, 1)]
    [InlineData("münchen.example", DnsFormatError.BadCharacter, 1)]
    [InlineData("\\é", DnsFormatError.BadCharacter, 0)]
    [InlineData(@"a\", DnsFormatError.BadEscape, 1)]
    [InlineData(@"a\25", DnsFormatError.BadEscape, 1)]
    [InlineData(@"a\256", DnsFormatError.BadEscape, 1)]
    [InlineData(@"a\2x5", DnsFormatError.BadEscape, 1)]
    [InlineData(@"a\1 2", DnsFormatError.BadEscape, 1)]
    public void A_text_that_is_no_name_is_refused_with_the_place_of_its_fault(string text, DnsFormatError error, int index)
    {
        var exception = Assert.Throws<DnsFormatException>(() => DnsName.Parse(text));

        Assert.Equal(error, exception.Error);
        Assert.Equal(index, exception.Index);
        Assert.False(DnsName.TryParse(text, out var name));
        Assert.Null(name);
    }

    [Fact]
    public void A_label_has_at_most_63_octets()
    {
        Assert.Equal(65, DnsName.Parse(new string('a', 63)).Wire.Length);

        var exception = Assert.Throws<DnsFormatException>(() => DnsName.Parse("b." + new string('a', 64)));

        Assert.Equal((DnsFormatError.LabelTooLong, 65), (exception.Error, exception.Index));
    }

    [Fact]
    public void A_name_has_at_most_255_octets()
    {
        var longest = Repeat("a", 127);
        Assert.Equal(DnsLimits.MaxNameLength, DnsName.Parse(longest).Wire.Length);
        Assert.Equal(longest + ".", DnsName.Parse(longest + ".").ToString());

        Assert.Equal(DnsFormatError.NameTooLong, Assert.Throws<DnsFormatException>(() => DnsName.Parse(longest + ".b")).Error);
        Assert.Equal(DnsFormatError.NameTooLong, Assert.Throws<DnsFormatException>(() => DnsName.Parse(Repeat("a", 126) + ".bb")).Error);
    }

    [Theory]
    [InlineData("www.Example.net", "www.Example.net.")]
    [InlineData(".", ".")]
    [InlineData(@"a\046b.c", @"a\.b.c.")]
    [InlineData(@"\;\@\$\(\)\""\\", @"\;\@\$\(\)\""\\.")]
    [InlineData(@"\032\127\200", @"\032\127\200.")]
    public void The_text_of_a_name_escapes_what_a_zone_file_would_misread(string text, string expected) =>
        Assert.Equal(expected, DnsName.Parse(text).ToString());

    [Fact]
    public void The_dot_at_the_end_can_be_left_out_except_for_the_root()
    {
        Assert.Equal("www.example", DnsName.Parse("www.example.").ToString(finalDot: false));
        Assert.Equal(".", DnsName.Root.ToString(finalDot: false));
    }

    [Fact]
    public void Ascii_case_makes_no_difference_and_other_octets_do()
    {
        var name = DnsName.Parse("FTP.ftp4me.Example");
        var same = DnsName.Parse("ftp.FTP4ME.example");

        Assert.True(name == same);
        Assert.Equal(name.GetHashCode(), same.GetHashCode());
        Assert.Equal("FTP.ftp4me.Example.", name.ToString());
        Assert.Equal("ftp.ftp4me.example.", name.ToCanonical().ToString());

        // RFC 4343 is about ASCII letters alone: not about Latin-1's, nor about the characters that differ from them by the same bit.
        Assert.NotEqual(DnsName.Parse(@"\196"), DnsName.Parse(@"\228"));
        Assert.NotEqual(DnsName.Parse("["), DnsName.Parse("{"));
        Assert.NotEqual(DnsName.Parse("a.b"), DnsName.Parse(@"a\.b"));
    }

    [Theory]
    [InlineData("www.example.net", "EXAMPLE.net", true)]
    [InlineData("example.net", "example.net", true)]
    [InlineData("example.net", ".", true)]
    [InlineData("net", "example.net", false)]
    [InlineData("wwwexample.net", "example.net", false)]
    [InlineData(@"www\.example.net", "example.net", false)]
    [InlineData("abc", "c", false)]
    public void A_name_is_a_subdomain_of_itself_and_of_what_it_lies_below(string name, string ancestor, bool expected) =>
        Assert.Equal(expected, DnsName.Parse(name).IsSubdomainOf(DnsName.Parse(ancestor)));

    [Fact]
    public void Names_are_taken_apart_and_put_together()
    {
        var name = DnsName.Parse(@"a\.b.c.example");

        Assert.Equal(3, name.LabelCount);
        Assert.Equal([@"a\.b", "c", "example"], name.Labels);
        Assert.Equal(DnsName.Parse("c.example"), name.Parent);
        Assert.Null(DnsName.Root.Parent);
        Assert.Equal(0, DnsName.Root.LabelCount);
        Assert.Equal(DnsName.Parse("_acme-challenge.www.example"), DnsName.Parse("example").Prepend("_acme-challenge.www"));
        Assert.Equal(DnsName.Parse("a.b"), DnsName.Parse("a").Append(DnsName.Parse("b")));
        Assert.Equal(DnsName.Parse("a"), DnsName.Root.Append(DnsName.Parse("a")));
    }

    [Fact]
    public void Putting_names_together_keeps_to_the_limit()
    {
        var half = DnsName.Parse(Repeat("a", 64));

        Assert.Equal(DnsFormatError.NameTooLong, Assert.Throws<DnsFormatException>(() => half.Append(half)).Error);
        Assert.Equal(127, DnsName.Parse(Repeat("a", 63)).Append(half).LabelCount);
    }

    [Fact]
    public void A_wildcard_is_a_first_label_of_one_asterisk()
    {
        Assert.True(DnsName.Parse("*.example").IsWildcard);
        Assert.True(DnsName.Parse("example").Prepend("*").IsWildcard);
        Assert.False(DnsName.Parse("**.example").IsWildcard);
        Assert.False(DnsName.Parse("a.*.example").IsWildcard);
        Assert.False(DnsName.Root.IsWildcard);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0161")]
    [InlineData("016100ff")]
    [InlineData("c00c")]
    [InlineData("4161")]
    public void Octets_that_are_not_one_name_are_refused(string wire) =>
        Assert.Throws<ArgumentException>(() => DnsName.FromWire(Convert.FromHexString(wire)));

    [Fact]
    public void Errors_read_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
        try
        {
            Assert.Equal(
                "The label at character 2 is empty. Remove the extra dot.",
                Assert.Throws<DnsFormatException>(() => DnsName.Parse("a..b")).Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static string Repeat(string label, int count) => string.Join('.', Enumerable.Repeat(label, count));
}
