using DNS4Me.ZoneFiles;

namespace DNS4Me.Tests.ZoneFiles;

internal static class Zones
{
    public const string Domain = "alice.example";

    public static ZoneFile Read(string text) => ZoneFileReader.Read(new StringReader(text), Domain, TestContext.Current.CancellationToken);

    /// <summary>The records of a text without mistakes, each as name, time to live, type and data.</summary>
    public static IReadOnlyList<string> Records(string text)
    {
        var file = Read(text);
        Assert.Empty(file.Mistakes);
        return [.. file.Records.Select(entry => Show(entry.Record))];
    }

    /// <summary>The one mistake of a text.</summary>
    public static ZoneFileMistake Mistake(string text) => Assert.Single(Read(text).Mistakes);

    public static string Show(DomainRecord record) => $"{(record.Name.Length == 0 ? "@" : record.Name)} {record.TimeToLive} {record.Type} {RecordText.DataOf(record)}";

    public static string Write(IEnumerable<DomainRecord> records, ZoneFileForm? form = null) => string.Concat(ZoneFileWriter.Lines(Domain, records, form ?? new()).Select(line => line + "\n"));
}
