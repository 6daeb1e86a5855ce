namespace DNS4Me.Tests.ZoneFiles;

public class ZoneFileMistakeTests
{
    [Theory]
    [InlineData("www 60 A 192.0.2", 1, 10, "'192.0.2' is not an IPv4 address")]
    [InlineData("www 60 A 2001:db8::1", 1, 10, "IPv4")]
    [InlineData("www 60 AAAA ::ffff:192.0.2.1", 1, 13, "IPv6")]
    [InlineData("www 60 A \"192.0.2.1\"", 1, 10, "quotation marks")]
    [InlineData("www 60 A", 1, 9, "an address should stand")]
    [InlineData("www 60 A 0.0.0.0", 1, 8, "not 0.0.0.0")]
    [InlineData("www 60 A 192.0.2.1 192.0.2.2", 1, 20, "'192.0.2.2' is more")]
    [InlineData("www", 1, 4, "a type should stand")]
    [InlineData("www 60 IN", 1, 10, "a type should stand")]
    [InlineData("www 60 60 A 192.0.2.1", 1, 8, "'60' is not a type")]
    [InlineData("www 60 CH A 192.0.2.1", 1, 8, "'CH' is a class")]
    [InlineData("www 1x A 192.0.2.1", 1, 5, "'1x' is not a time")]
    [InlineData("www 1h30 A 192.0.2.1", 1, 5, "'1h30' is not a time")]
    [InlineData("www 2147483648 A 192.0.2.1", 1, 5, "longer than the longest")]
    [InlineData("www 99999999999999999999999w A 192.0.2.1", 1, 5, "longer than the longest")]
    [InlineData("\nwww 60 SSHFP 1 1 abc", 2, 8, "'SSHFP' is not a type")]
    [InlineData("www 60 DS 1 13 2 abc", 1, 8, "'DS' is not a type")]
    [InlineData("sub 60 NS ns1.example.net.", 1, 8, "delegated")]
    [InlineData("www 60 SOA a. b. 1 2 3 4 5", 1, 8, "'SOA' is not a type")]
    [InlineData("www.bob.example. 60 A 192.0.2.1", 1, 1, "not in the domain")]
    [InlineData("@ 60 A 192.0.2.1\nxalice.example. 60 A 192.0.2.1", 2, 1, "not in the domain")]
    [InlineData("w..w 60 A 192.0.2.1", 1, 1, "empty label")]
    [InlineData(".w 60 A 192.0.2.1", 1, 1, "empty label")]
    [InlineData("w\\.w 60 A 192.0.2.1", 1, 1, "escaped character")]
    [InlineData("w\\999 60 A 192.0.2.1", 1, 1, "escaped character")]
    [InlineData("w\\0 60 A 192.0.2.1", 1, 1, "escaped character")]
    [InlineData("-w 60 A 192.0.2.1", 1, 1, "not a name that a record can have")]
    [InlineData("a.*.b 60 A 192.0.2.1", 1, 1, "not a name that a record can have")]
    [InlineData("\"www\" 60 A 192.0.2.1", 1, 1, "quotation marks")]
    [InlineData("  60 A 192.0.2.1", 1, 3, "there is none")]
    [InlineData("www 60 MX mail", 1, 11, "'mail' is not a priority")]
    [InlineData("www 60 MX 65536 mail", 1, 11, "'65536' is not a priority")]
    [InlineData("www 60 MX 10 localhost.", 1, 8, "full name")]
    [InlineData("www 60 SRV 0 0 1 a", 1, 1, "RFC 2782")]
    [InlineData("www 60 CNAME @ ; dns4me: offline=Default", 1, 25, "Only host records")]
    [InlineData("@ 60 CNAME a", 1, 1, "cannot be an alias")]
    [InlineData("www 60 CNAME a\nwww 60 TXT b", 2, 1, "alias")]
    [InlineData("www 60 TXT \"a", 1, 12, "not closed")]
    [InlineData("www 60 TXT", 1, 11, "a text should stand")]
    [InlineData("www 60 TXT \"\\256\"", 1, 12, "not a string")]
    [InlineData("www 60 TXT a\\", 1, 13, "backslash at the end")]
    [InlineData("www 60 TXT \"a\0\"", 1, 14, "U+0000")]
    [InlineData("w\u00A0w 60 TXT a", 1, 2, "U+00A0")]
    [InlineData("www 60 TXT \uFFFD", 1, 12, "not UTF-8")]
    [InlineData("www 60 A ( 192.0.2.1", 1, 10, "never closed")]
    [InlineData("www 60 A 192.0.2.1 )", 1, 20, "closes none")]
    [InlineData("www 60 CAA 256 issue a", 1, 8, "between 0 and 255")]
    [InlineData("www 60 CAA 0 is_sue a", 1, 8, "is not a property")]
    [InlineData("www 60 A \\# 4 C00002", 1, 13, "'4' is not the number")]
    [InlineData("www 60 A \\# 3 C00002", 1, 10, "not the data")]
    [InlineData("www 60 A \\# 1 XY", 1, 10, "hexadecimal")]
    [InlineData("www 60 MX \\# 4 0001 C00C", 1, 11, "not the data")]
    [InlineData("$INCLUDE other.zone", 1, 1, "not carried out")]
    [InlineData("$GENERATE 1-9 a$ A 192.0.2.$", 1, 1, "not carried out")]
    [InlineData("$FOO", 1, 1, "no directive")]
    [InlineData("$TTL", 1, 5, "a time to live should stand")]
    [InlineData("$TTL 60 60", 1, 9, "more than")]
    [InlineData("; dns4me: www 60 A", 1, 18, "on a line of its own")]
    [InlineData("; dns4me: www 60 A online=nowhere", 1, 20, "names no target")]
    [InlineData("; dns4me: www 60 A online=OfflinePage", 1, 18, "while online")]
    [InlineData("; dns4me: www 60 TXT online=Default", 1, 18, "on a line of its own")]
    [InlineData("; dns4me: x\\", 1, 11, "escaped character")]
    [InlineData("www 60 A 192.0.2.1 ; dns4me: ofline=Default", 1, 30, "'ofline=Default' is not what a remark")]
    [InlineData("@ 60 SOA a. b. 1 2 3 4", 1, 23, "a minimum time should stand")]
    public void A_mistake_has_its_place_and_says_what_to_do(string text, int line, int column, string words)
    {
        var mistake = Zones.Mistake(text);
        Assert.Contains(words, mistake.Fault.Message);
        Assert.StartsWith($"Line {line}, column {column}: ", mistake.Fault.Message);
        Assert.Equal((line, column), (mistake.Line, mistake.Column));
        Assert.EndsWith("Nothing was changed.", mistake.Fault.Action);
    }

    [Fact]
    public void All_mistakes_are_found_and_the_rest_is_read()
    {
        var file = Zones.Read("a 60 A 1\nb 60 A 192.0.2.1\n  A 2\nc..c A 192.0.2.1\n A 192.0.2.3\nd 60 TXT \"a\n A 192.0.2.4\n$INCLUDE x\n");
        Assert.Equal([1, 3, 4, 5, 6, 8], file.Mistakes.Select(mistake => mistake.Line));
        Assert.Equal(["b 60 A 192.0.2.1 / Default", "d 60 A 192.0.2.4 / Default"], file.Records.Select(entry => Zones.Show(entry.Record)));
    }

    [Fact]
    public void A_way_out_is_named_for_the_directives_that_are_not_carried_out()
        => Assert.Contains("named-compilezone -o plain.zone alice.example", Zones.Mistake("$INCLUDE x").Fault.Action);
}
