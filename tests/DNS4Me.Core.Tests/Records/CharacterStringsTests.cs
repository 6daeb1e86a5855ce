using System.Text;

namespace DNS4Me.Tests.Records;

public class CharacterStringsTests
{
    [Fact]
    public void Text_is_cut_into_strings_of_255_octets()
    {
        Assert.True(CharacterStrings.TryParse(new string('a', 600), out var strings));
        Assert.Equal([255, 255, 90], strings.Select(part => part.Length));
        Assert.Equal(new string('a', 600), CharacterStrings.Format(strings));
    }

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("  ", "\"  \"")]
    [InlineData("v=spf1 -all", "v=spf1 -all")]
    [InlineData("\"v=spf1 -all\"", "v=spf1 -all")]
    [InlineData("Grüße", "Grüße")]
    [InlineData("\"a\" \"b\"", "\"a\" \"b\"")]
    [InlineData("\"a\"\"b\"", "\"a\" \"b\"")]
    [InlineData("\"\\\"quoted\\\"\"", "\"\\\"quoted\\\"\"")]
    [InlineData("\"\\000\\255\"", "\"\\000\\255\"")]
    [InlineData("\"\\065\"", "A")]
    [InlineData("\"\"", "\"\"")]
    public void A_text_has_one_stored_form(string text, string stored)
    {
        Assert.True(CharacterStrings.TryParse(text, out var strings));
        Assert.Equal(stored, CharacterStrings.Format(strings));
        Assert.True(CharacterStrings.TryParse(CharacterStrings.Quote(text), out var quoted));
        Assert.Equal(strings, quoted);
    }

    [Theory]
    [InlineData("\"a")]
    [InlineData("\"a\" b")]
    [InlineData("\"\\25\"")]
    [InlineData("\"\\256\"")]
    [InlineData("\"\\")]
    [InlineData("a\tb")]
    public void What_is_neither_form_is_refused(string text) => Assert.False(CharacterStrings.TryParse(text, out _));

    [Fact]
    public void A_string_in_quotation_marks_is_not_cut()
        => Assert.False(CharacterStrings.TryParse($"\"{new string('a', 256)}\"", out _));

    [Fact]
    public void The_longest_text_may_be_of_octets_that_need_escapes()
    {
        var text = string.Join(" ", Enumerable.Repeat($"\"{string.Concat(Enumerable.Repeat("\\255", 128))}\"", CharacterStrings.LongestText / 128));
        Assert.True(CharacterStrings.TryParse(text, out var strings));
        Assert.Equal(text, CharacterStrings.Format(strings));
    }

    [Theory]
    [InlineData("\"é\" ", 4096)]
    [InlineData("\"\" ", 20_000)]
    public void A_text_whose_stored_form_could_not_be_read_again_is_refused(string one, int times)
        => Assert.False(CharacterStrings.TryParse(string.Concat(Enumerable.Repeat(one, times)), out _));

    [Fact]
    public void Quoting_escapes_what_DNS_would_misread()
        => Assert.Equal("\"a\\\"\\\\\\195\\188\"", CharacterStrings.QuoteOne(Encoding.UTF8.GetBytes("a\"\\ü")));
}
