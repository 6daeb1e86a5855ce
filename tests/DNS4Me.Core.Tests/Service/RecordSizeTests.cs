using System.Text;
using System.Text.Json;
using DNS4Me.Service;

namespace DNS4Me.Tests.Service;

public class RecordSizeTests
{
    public static TheoryData<string> Texts =>
    [
        "v=spf1 -all",
        new string('a', CharacterStrings.LongestText),
        string.Concat(Enumerable.Repeat("語", CharacterStrings.LongestText / 3)),
        string.Join(' ', Enumerable.Repeat($"\"{string.Concat(Enumerable.Repeat("\\\"", 255))}\"", 32)),
        string.Join(' ', Enumerable.Repeat($"\"{string.Concat(Enumerable.Repeat("ü", 127))}\"", 32)),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_result_is_never_longer_than_it_is_reckoned(string text)
    {
        var values = new RecordValues { Domain = "alice.example", Name = "www", Type = RecordType.TXT, Text = text };
        var stored = RecordRules.Create(values, out _)! with { Id = long.MaxValue };
        Assert.InRange(Length(stored), 1, RecordSize.OfResult(values));
        Assert.InRange(Length(stored), 1, RecordSize.OfResult(values with { Text = null }));
        Assert.InRange(Length(stored), 1, RecordSize.OfResult(new() { TimeToLive = 1 }));
        Assert.InRange(Length(stored with { CurrentData = RecordText.DataOf(stored) }), 1, RecordSize.Of(stored with { CurrentData = RecordText.DataOf(stored) }));
    }

    [Fact]
    public void A_batch_of_the_greatest_number_of_usual_records_fits()
        => Assert.InRange(RecordSize.OfResult(new() { Domain = "alice.example", Name = "www", Type = RecordType.MX, MailServer = new('a', 253) }) * RecordBatch.MostChanges, 1, RecordSize.MostTogether);

    [Fact]
    public void One_record_of_the_longest_kind_fits()
    {
        Assert.InRange(RecordSize.OfResult(new() { Type = RecordType.TXT }), 1, RecordSize.MostTogether);
        Assert.True(RecordSize.MostTogether < DNS4Me.Local.AgentProtocol.LongestLine);
    }

    private static int Length(DomainRecord record)
        => Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(new RecordPage { Records = [record] }, ServiceJson.Default.RecordPage));
}
