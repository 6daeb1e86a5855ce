using DNS4Me.Agent.Web.Http;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Agent.Tests.Web;

public class HttpRulesTests
{
    private const string Tag = "\"abc\"";
    private static readonly DateTimeOffset Modified = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=0-", 0, 100)]
    [InlineData("bytes=10-19", 10, 10)]
    [InlineData("bytes=90-200", 90, 10)]
    [InlineData("bytes=-10", 90, 10)]
    [InlineData("bytes=-1000", 0, 100)]
    [InlineData("BYTES=5-6", 5, 2)]
    [InlineData("bytes=0-99999999999999999999", 0, 100)]
    public void A_range_is_read(string field, long start, long length) => Assert.Equal(new ByteRange(start, length), ByteRange.Read(field, 100, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=5-4")]
    [InlineData("bytes=+5-6")]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("lines=0-1")]
    public void What_is_no_single_range_asks_for_the_whole(string? field)
    {
        Assert.Null(ByteRange.Read(field, 100, out var unsatisfiable));
        Assert.False(unsatisfiable);
    }

    [Theory]
    [InlineData("bytes=100-", 100)]
    [InlineData("bytes=99999999999999999999-", 100)]
    [InlineData("bytes=-0", 100)]
    [InlineData("bytes=0-", 0)]
    [InlineData("bytes=-5", 0)]
    public void A_range_of_which_there_is_nothing_cannot_be_satisfied(string field, long length)
    {
        Assert.Null(ByteRange.Read(field, length, out var unsatisfiable));
        Assert.True(unsatisfiable);
    }

    [Theory]
    [InlineData("If-None-Match", "\"abc\"", Precondition.NotModified)]
    [InlineData("If-None-Match", "W/\"abc\"", Precondition.NotModified)]
    [InlineData("If-None-Match", "\"x,y\", W/\"z\" ,\"abc\"", Precondition.NotModified)]
    [InlineData("If-None-Match", "*", Precondition.NotModified)]
    [InlineData("If-None-Match", "\"other\"", Precondition.Holds)]
    [InlineData("If-None-Match", "abc", Precondition.Holds)]
    [InlineData("If-Match", "\"abc\"", Precondition.Holds)]
    [InlineData("If-Match", "*", Precondition.Holds)]
    [InlineData("If-Match", "W/\"abc\"", Precondition.Failed)]
    [InlineData("If-Match", "\"other\"", Precondition.Failed)]
    [InlineData("If-Modified-Since", "Mon, 04 May 2026 03:02:01 GMT", Precondition.NotModified)]
    [InlineData("If-Modified-Since", "Mon, 04 May 2026 03:02:00 GMT", Precondition.Holds)]
    [InlineData("If-Modified-Since", "Monday, 04-May-26 03:02:01 GMT", Precondition.NotModified)]
    [InlineData("If-Modified-Since", "Mon May  4 03:02:01 2026", Precondition.NotModified)]
    [InlineData("If-Modified-Since", "yesterday", Precondition.Holds)]
    [InlineData("If-Unmodified-Since", "Mon, 04 May 2026 03:02:01 GMT", Precondition.Holds)]
    [InlineData("If-Unmodified-Since", "Mon, 04 May 2026 03:02:00 GMT", Precondition.Failed)]
    public void Conditions_are_judged(string name, string value, object expected)
        => Assert.Equal(expected, (object)Preconditions.Check(new HeaderDictionary { [name] = value }, Tag, Modified));

    [Fact]
    public void A_tag_counts_more_than_a_date()
    {
        Assert.Equal(Precondition.Holds, Preconditions.Check(
            new HeaderDictionary { ["If-None-Match"] = "\"other\"", ["If-Modified-Since"] = "Mon, 04 May 2026 03:02:01 GMT" }, Tag, Modified));
        Assert.Equal(Precondition.NotModified, Preconditions.Check(
            new HeaderDictionary { ["If-Match"] = Tag, ["If-Unmodified-Since"] = "Mon, 04 May 2020 03:02:01 GMT", ["If-None-Match"] = Tag }, Tag, Modified));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("\"abc\"", true)]
    [InlineData("W/\"abc\"", false)]
    [InlineData("\"other\"", false)]
    [InlineData("Mon, 04 May 2026 03:02:01 GMT", true)]
    [InlineData("Mon, 04 May 2026 03:02:02 GMT", false)]
    public void A_range_is_good_while_the_file_is_the_same(string? value, bool good)
        => Assert.Equal(good, Preconditions.IsRangeGood(value is null ? [] : new HeaderDictionary { ["If-Range"] = value }, Tag, Modified));

    [Theory]
    [InlineData(null, ContentCoding.Identity, ContentCoding.Identity)]
    [InlineData("", ContentCoding.Identity, ContentCoding.Identity)]
    [InlineData("gzip, deflate, br, zstd", ContentCoding.Brotli, ContentCoding.Gzip)]
    [InlineData("gzip", ContentCoding.Gzip, ContentCoding.Identity)]
    [InlineData("br;q=0, gzip;q=0.5", ContentCoding.Gzip, ContentCoding.Identity)]
    [InlineData("br;q=0.4,gzip;q=0.5", ContentCoding.Gzip, ContentCoding.Brotli)]
    [InlineData("*", ContentCoding.Brotli, ContentCoding.Gzip)]
    [InlineData("*;q=0", ContentCoding.Identity, ContentCoding.Identity)]
    [InlineData("gzip;q=0, *", ContentCoding.Brotli, ContentCoding.Identity)]
    [InlineData("gzip;q=2", ContentCoding.Identity, ContentCoding.Identity)]
    [InlineData("identity", ContentCoding.Identity, ContentCoding.Identity)]
    public void Codings_are_chosen_by_weight(string? field, object first, object second)
        => Assert.Equal(new AcceptEncoding((ContentCoding)first, (ContentCoding)second), AcceptEncoding.Read(field));
}
