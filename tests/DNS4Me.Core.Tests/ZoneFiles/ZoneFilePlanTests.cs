using System.Text.Json;
using DNS4Me.Local;
using DNS4Me.Service;
using DNS4Me.ZoneFiles;
using FsCheck;
using FsCheck.Fluent;

namespace DNS4Me.Tests.ZoneFiles;

public class ZoneFilePlanTests
{
    [Fact]
    public void What_is_there_exactly_stays_and_another_time_to_live_is_set()
    {
        var plan = Plan("a 60 A 192.0.2.1\nb 60 A 192.0.2.1\nc 60 A 192.0.2.1", "a 60 A 192.0.2.1\nb 5 A 192.0.2.1\nd 60 A 192.0.2.1", replace: false);
        Assert.Equal(1, plan.Unchanged);
        Assert.Equal(["2 Set b", "3 Add c"], plan.Changes.Select(Show));
        Assert.Equal(new RecordChange { Action = RecordAction.Set, Id = 2, Record = new() { TimeToLive = 60 } }, plan.Changes[0].Change);
    }

    [Fact]
    public void Replacing_removes_what_the_file_does_not_have_but_no_default_record()
        => Assert.Equal([" Remove a", "1 Add a", " Remove b"], Plan("a 60 CNAME x.example.", "a 60 A 192.0.2.1\nb 60 A 192.0.2.1", replace: true).Changes.Select(Show));

    [Fact]
    public void A_record_that_cannot_stand_beside_one_of_the_domain_is_a_mistake_with_its_line()
    {
        var plan = Plan("x 60 A 192.0.2.1\na 60 CNAME x.example.", "a 60 A 192.0.2.1", replace: false);
        var mistake = Assert.Single(plan.Mistakes);
        Assert.Equal((2, FaultCode.AliasConflict), (mistake.Line, mistake.Fault.Code));
        Assert.StartsWith("Line 2", mistake.Fault.Message);
    }

    [Fact]
    public void A_file_without_records_replaces_none()
    {
        Assert.Contains("no record", Assert.Single(Plan("; nothing\n", "a 60 A 192.0.2.1", replace: true).Mistakes).Fault.Message);
        Assert.Empty(Plan("", "", replace: true).Mistakes);
        Assert.Empty(Plan("", "a 60 A 192.0.2.1", replace: false).Mistakes);
    }

    [Fact]
    public void The_changes_of_a_name_are_in_one_batch()
    {
        var text = string.Concat(Enumerable.Range(0, 10).SelectMany(name => Enumerable.Range(1, 150).Select(i => $"n{name} 60 A 192.0.2.{i}\n")));
        var batches = ZoneFilePlan.Batches(Plan(text, "", replace: false).Changes).ToList();
        Assert.Equal([900, 600], batches.Select(batch => batch.Count));
    }

    [Fact]
    public void A_batch_of_long_texts_fits_into_a_message()
    {
        var escaped = string.Concat(Enumerable.Repeat("\\\"", 250));
        var text = string.Concat(Enumerable.Range(0, 200).Select(i => $"n 60 TXT {string.Join(' ', Enumerable.Repeat($"\"{i:000}{escaped}\"", 32))}\n"));
        var batches = ZoneFilePlan.Batches(Plan(text, "", replace: false).Changes).ToList();
        Assert.Equal(200, batches.Sum(batch => batch.Count));
        Assert.All(batches, batch => Assert.InRange(
            JsonSerializer.SerializeToUtf8Bytes(new RecordBatch { Changes = [.. batch.Select(change => change.Change)] }, AgentJson.Default.RecordBatch).Length,
            1,
            AgentProtocol.LongestLine));
    }

    [Fact]
    public void A_domain_has_what_the_file_says_after_any_import_and_a_second_one_changes_nothing()
        => Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(RecordSets.Any, RecordSets.Any, (wanted, there) =>
        {
            var file = Zones.Read(Zones.Write(wanted));
            var plan = ZoneFilePlan.Of(file, [.. Listings.Defaults, .. Numbered(there)], replace: true);
            var after = Carry(Numbered(there), plan);
            var again = ZoneFilePlan.Of(file, after, replace: true);
            return wanted.Count == 0 || (plan.Mistakes.Count == 0 && again.Changes.Count == 0 && again.Unchanged == wanted.Count
                && wanted.ToHashSet().SetEquals(after.Select(record => record with { Id = null })));
        }));

    /// <summary>Carries a plan out as the service does, by the rules.</summary>
    private static List<DomainRecord> Carry(IEnumerable<DomainRecord> records, ZoneFilePlan plan)
    {
        var after = records.ToList();
        foreach (var (change, record, _) in plan.Changes)
        {
            if (change.Id is { } id)
            {
                Assert.Equal(1, after.RemoveAll(old => old.Id == id));
            }

            if (change.Action != RecordAction.Remove)
            {
                Assert.Null(RecordSetRules.Check(record, [.. after.Where(other => other.Name == record.Name)]));
                after.Add(record with { Id = change.Id ?? after.Count + 1_000 });
            }
        }

        return after;
    }

    private static ZoneFilePlan Plan(string file, string there, bool replace)
        => ZoneFilePlan.Of(Zones.Read(file), [.. Listings.Defaults, .. Numbered(Zones.Read(there).Records.Select(entry => entry.Record))], replace);

    private static IEnumerable<DomainRecord> Numbered(IEnumerable<DomainRecord> records) => records.Select((record, i) => record with { Id = i + 1 });

    private static string Show(ZoneFileChange change) => $"{change.Line} {change.Change.Action} {change.Record.Name}";
}
