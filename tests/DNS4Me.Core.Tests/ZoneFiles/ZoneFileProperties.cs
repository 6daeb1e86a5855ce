using DNS4Me.ZoneFiles;
using FsCheck;
using FsCheck.Fluent;

namespace DNS4Me.Tests.ZoneFiles;

public class ZoneFileProperties
{
    private static readonly Arbitrary<string> Scraps = Gen.Elements(
        "www", "@", "60", "1h", "IN", "A", "TXT", "MX", "SOA", "NS", "192.0.2.1", "\"", "\\", "\\#", "\\06", "(", ")", ";", "; dns4me:", "online=", "offline=Default", "default",
        "$ORIGIN", "$TTL", ".", "*", " ", " ", "\t", "\n", "\r", "\0", "\uFFFD", "\uD800", "é").ListOf().Select(string.Concat).ToArbitrary();

    [Fact]
    public void What_is_written_is_read_as_the_same_records()
        => Holds(RecordSets.Any, records => AreSame(records, Zones.Write(records)));

    [Fact]
    public void What_is_written_with_all_that_the_service_computes_is_read_as_the_same_records()
        => Holds(RecordSets.Any, records => AreSame(records, Zones.Write(
            [.. Listings.Defaults, .. records.Select(Listings.WithAnswer)],
            new() { IncludeDefaults = true, Authority = ZoneFileAuthority.Create(Zones.Domain, ["ns1.example.net"], null, 1) })));

    [Fact]
    public void Any_text_is_read_or_has_a_mistake()
        => Holds(Scraps, text => Zones.Read(text) is { } file && (file.Mistakes.Count > 0 || Zones.Read(Zones.Write(file.Records.Select(entry => entry.Record))).Records.Count == file.Records.Count));

    private static bool AreSame(IEnumerable<DomainRecord> records, string text)
    {
        var file = Zones.Read(text);
        Assert.Empty(file.Mistakes);
        Assert.DoesNotContain(file.Notices, notice => !notice.IsRoutine);
        Assert.Equal(records.Select(record => record.ToString() + record.TimeToLive).Order(), file.Records.Select(entry => entry.Record.ToString() + entry.Record.TimeToLive).Order());
        return records.ToHashSet().SetEquals(file.Records.Select(entry => entry.Record));
    }

    private static void Holds<T>(Arbitrary<T> values, Func<T, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(300), Prop.ForAll(values, property));
}
