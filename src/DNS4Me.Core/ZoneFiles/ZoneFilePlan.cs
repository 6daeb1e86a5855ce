using DNS4Me.Service;

namespace DNS4Me.ZoneFiles;

/// <summary>What has to change for a domain to have what a zone file says. To carry it out twice changes nothing the second time.</summary>
public sealed record ZoneFilePlan
{
    /// <summary>The changes: name by name, at each first what goes, then what changes, then what is new, so that each may stand beside the ones before.</summary>
    public required IReadOnlyList<ZoneFileChange> Changes { get; init; }

    /// <summary>How many of the file's records are there already, exactly.</summary>
    public required int Unchanged { get; init; }

    /// <summary>
    /// The file's records that could not stand beside others of the domain; and a file without records that is to replace some, since it is likelier to have
    /// been cut off or mistaken than meant.
    /// </summary>
    public required IReadOnlyList<ZoneFileMistake> Mistakes { get; init; }

    /// <summary>Compares a file with a domain.</summary>
    /// <param name="file">The file, without mistakes.</param>
    /// <param name="records">All records of the domain, as a listing gives them.</param>
    /// <param name="replace">Whether the domain's own records go that the file does not have.</param>
    public static ZoneFilePlan Of(ZoneFile file, IEnumerable<DomainRecord> records, bool replace)
    {
        var there = records.Where(record => !record.IsDefault).ToDictionary(RecordSetRules.IdentityOf);
        var changes = new List<ZoneFileChange>();
        var unchanged = 0;
        foreach (var (line, record) in file.Records)
        {
            if (!there.TryGetValue(RecordSetRules.IdentityOf(record), out var old))
            {
                changes.Add(new(new() { Action = RecordAction.Add, Record = RecordValues.Of(record) }, record, line));
            }
            else if (old.TimeToLive == record.TimeToLive)
            {
                unchanged++;
            }
            else
            {
                changes.Add(new(new() { Action = RecordAction.Set, Id = old.Id, Record = new() { TimeToLive = record.TimeToLive } }, record with { Id = old.Id }, line));
            }
        }

        var asked = new HashSet<DomainRecord>(file.Records.Select(entry => RecordSetRules.IdentityOf(entry.Record)));
        var others = there.Where(entry => !asked.Contains(entry.Key)).Select(entry => entry.Value).ToList();
        if (replace)
        {
            changes.AddRange(others.Select(record => new ZoneFileChange(new() { Action = RecordAction.Remove, Id = record.Id }, record, null)));
        }

        return new()
        {
            Changes = [.. changes.OrderBy(change => change.Record.Name, StringComparer.Ordinal).ThenBy(change => Order(change.Change.Action)).ThenBy(change => change.Line)],
            Unchanged = unchanged,
            Mistakes = !replace ? [.. Conflicts(file, others)] : file.Records.Count == 0 && others.Count > 0 ? [Nothing(file.Domain)] : [],
        };
    }

    /// <summary>
    /// Changes in batches. The changes of a name are in one, so that all of them are carried out or none, unless their data are more than a batch can hold.
    /// </summary>
    public static IEnumerable<IReadOnlyList<ZoneFileChange>> Batches(IEnumerable<ZoneFileChange> changes)
    {
        var batch = new List<ZoneFileChange>();
        var data = 0;
        foreach (var name in Names(changes))
        {
            var size = name.Sum(Size);
            if (batch.Count > 0 && (batch.Count + name.Count > RecordBatch.MostChanges || size + data > RecordSize.MostTogether))
            {
                yield return batch;
                (batch, data) = ([], 0);
            }

            foreach (var change in name)
            {
                if (batch.Count == RecordBatch.MostChanges || (batch.Count > 0 && data + Size(change) > RecordSize.MostTogether))
                {
                    yield return batch;
                    (batch, data) = ([], 0);
                }

                batch.Add(change);
                data += Size(change);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static ZoneFileMistake Nothing(string domain) => ZoneFileMistake.At(
        1, 1, $"The file has no record, so that to replace the records of '{domain}' by it would remove them all.", "If that is meant, remove them with Remove-DNS4MeRecord.");

    private static IEnumerable<List<ZoneFileChange>> Names(IEnumerable<ZoneFileChange> changes)
    {
        var name = new List<ZoneFileChange>();
        foreach (var change in changes)
        {
            if (name.Count > 0 && name[0].Record.Name != change.Record.Name)
            {
                yield return name;
                name = [];
            }

            name.Add(change);
        }

        if (name.Count > 0)
        {
            yield return name;
        }
    }

    private static IEnumerable<ZoneFileMistake> Conflicts(ZoneFile file, IEnumerable<DomainRecord> others)
    {
        var byName = others.GroupBy(record => record.Name).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var (line, record) in file.Records)
        {
            if (byName.TryGetValue(record.Name, out var beside))
            {
                if (RecordSetRules.Check(record, beside) is { } fault)
                {
                    yield return ZoneFileMistake.Of(line, 1, fault);
                }
                else
                {
                    beside.Add(record);
                }
            }
        }
    }

    private static int Size(ZoneFileChange change) => RecordSize.OfResult(RecordValues.Of(change.Record));

    private static int Order(RecordAction action) => action switch
    {
        RecordAction.Remove => 0,
        RecordAction.Set => 1,
        _ => 2,
    };
}
