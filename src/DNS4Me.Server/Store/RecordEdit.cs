using DNS4Me.Service;

namespace DNS4Me.Server.Store;

/// <summary>
/// Changes of an account's records, decided one after the other on what is stored and on what those before came to, and written together. Only the names that
/// are touched are read.
/// </summary>
internal sealed class RecordEdit
{
    private static readonly IReadOnlyList<Fault> None = [];
    private readonly StoreConnection _store;
    private readonly Dictionary<string, long> _domains;
    private readonly Dictionary<(string Domain, string Name), List<DomainRecord>> _names = [];
    private readonly HashSet<(string Domain, string Name)> _touched = [];
    private readonly Dictionary<long, EditedRecord> _edited = [];
    private long _lastId;

    /// <summary>Begins within a transaction, so that nobody else changes the records meanwhile.</summary>
    /// <param name="store">The store.</param>
    /// <param name="domains">The account's domains, by name.</param>
    /// <param name="count">How many records the account has.</param>
    public RecordEdit(StoreConnection store, Dictionary<string, long> domains, int count)
        => (_store, _domains, Count, _lastId) = (store, domains, count, RecordTable.LastId(store));

    /// <summary>How many records the account has now.</summary>
    public int Count { get; private set; }

    /// <summary>Carries a change out, or says why not and leaves all as it was.</summary>
    /// <param name="change">The change.</param>
    /// <param name="ordinal">Its place in the batch, from 1.</param>
    public RecordChangeResult Do(RecordChange change, int ordinal)
    {
        IReadOnlyList<Fault> faults;
        var record = change.Action switch
        {
            RecordAction.Add => Add(change, out faults),
            RecordAction.Set => Set(change, out faults),
            _ => Remove(change, out faults),
        };
        return record is not null ? new() { Record = record } : new() { Faults = [.. faults.Select(fault => fault with { Ordinal = ordinal })] };
    }

    /// <summary>Writes what the changes came to.</summary>
    public void Write()
    {
        foreach (var (id, edited) in _edited)
        {
            if (edited.Now is null)
            {
                if (edited.IsStored)
                {
                    RecordTable.Delete(_store, id);
                }
            }
            else if (edited.IsStored)
            {
                RecordTable.Update(_store, edited.Now);
            }
            else
            {
                RecordTable.Insert(_store, _domains[edited.Now.Domain], edited.Now);
            }
        }
    }

    /// <summary>The names whose records changed, with all records of each.</summary>
    public IEnumerable<(long DomainId, string Name, IReadOnlyList<DomainRecord> Records)> Changed()
        => _touched.Select(place => (_domains[place.Domain], place.Name, (IReadOnlyList<DomainRecord>)_names[place]));

    private DomainRecord? Add(RecordChange change, out IReadOnlyList<Fault> faults)
    {
        if (change.Id is not null)
        {
            faults = [Faults.InvalidValue("id", "A record that is added gets its number from the service; leave it out.")];
            return null;
        }

        if (change.Record is not { } values)
        {
            faults = [Faults.InvalidValue("record", "There is nothing to add: the record is missing.")];
            return null;
        }

        if (RecordRules.Create(values, out faults) is not { } record || !IsKnown(record.Domain, ref faults))
        {
            return null;
        }

        var others = At(record.Domain, record.Name);
        var fault = RecordSetRules.Check(record, others)
            ?? (Count < RecordSetRules.MostInAccount ? null : Faults.TooManyRecords($"The account has {RecordSetRules.MostInAccount} records", record));
        if (fault is not null)
        {
            faults = [fault];
            return null;
        }

        record = record with { Id = ++_lastId };
        _edited[_lastId] = new(IsStored: false, record);
        Put(record);
        Count++;
        return record;
    }

    private DomainRecord? Set(RecordChange change, out IReadOnlyList<Fault> faults)
    {
        if (change.Record is not { } values)
        {
            faults = [Faults.InvalidValue("record", "There is nothing to set: what is to change is missing.")];
            return null;
        }

        if (Find(change, out faults) is not { } record)
        {
            return null;
        }

        if (RecordRules.ToStored(values).Domain is { } domain && domain != record.Domain)
        {
            faults = [Faults.InvalidValue("domain", $"A record cannot be moved to another domain: this one belongs to '{record.Domain}'.", record.FullName)];
            return null;
        }

        if (RecordRules.Change(record, values, out faults) is not { } changed || changed == record)
        {
            return faults.Count == 0 ? record : null;
        }

        if (RecordSetRules.Check(changed, [.. At(changed.Domain, changed.Name).Where(other => other.Id != record.Id)]) is { } fault)
        {
            faults = [fault];
            return null;
        }

        Take(record);
        Put(changed);
        Edit(changed.Id!.Value, changed);
        return changed;
    }

    private DomainRecord? Remove(RecordChange change, out IReadOnlyList<Fault> faults)
    {
        if (Find(change, out faults) is not { } record)
        {
            return null;
        }

        Take(record);
        Edit(record.Id!.Value, null);
        Count--;
        return record;
    }

    private DomainRecord? Find(RecordChange change, out IReadOnlyList<Fault> faults)
        => change.Id is { } id ? FindByNumber(id, change, out faults) : FindByData(change, out faults);

    /// <summary>Another account's record is told from none by nothing.</summary>
    private DomainRecord? FindByNumber(long id, RecordChange change, out IReadOnlyList<Fault> faults)
    {
        var record = _edited.TryGetValue(id, out var edited) ? edited.Now
            : RecordTable.Find(_store, id) is { } stored && _domains.ContainsKey(stored.Domain) ? stored
            : null;
        var fits = record is not null && (change is not { Action: RecordAction.Remove, Record: { } values } || RecordRules.Fits(record, RecordRules.ToStored(values)));
        faults = fits ? None : [Faults.NotFound($"record {id}") with { Field = "id" }];
        return fits ? record : null;
    }

    private DomainRecord? FindByData(RecordChange change, out IReadOnlyList<Fault> faults)
    {
        if (change.Record?.Domain is null or "")
        {
            faults = [Faults.InvalidValue(change.Record is null ? "record" : "domain", "Say which record is meant: by its number, or by its domain, name and type.")];
            return null;
        }

        var given = RecordRules.ToStored(change.Record with { Name = change.Record.Name ?? "" });
        faults = None;
        if (!IsKnown(given.Domain!, ref faults))
        {
            return null;
        }

        var wanted = change.Action == RecordAction.Remove ? given : new() { Domain = given.Domain, Name = given.Name, Type = RecordRules.MeantType(given) };
        var there = At(wanted.Domain!, wanted.Name!);
        var fitting = there.FindAll(record => RecordRules.Fits(record, wanted));
        if (fitting is [var only])
        {
            return only;
        }

        faults =
        [
            fitting.Count > 1 ? Faults.RecordAmbiguous(wanted.ToString(), fitting.Count)
                : DefaultRecords.InForce(wanted.Domain!, wanted.Name!, there).FirstOrDefault(record => RecordRules.Fits(record, wanted)) is { } maintained ? Faults.DefaultRecord(maintained)
                : Faults.NotFound(wanted.ToString()),
        ];
        return null;
    }

    /// <summary>Another account's domain is told from none by nothing.</summary>
    private bool IsKnown(string domain, ref IReadOnlyList<Fault> faults)
    {
        var known = _domains.ContainsKey(domain);
        faults = known ? faults : [Faults.NotFound(domain) with { Field = "domain" }];
        return known;
    }

    private List<DomainRecord> At(string domain, string name)
    {
        if (!_names.TryGetValue((domain, name), out var records))
        {
            _names[(domain, name)] = records = RecordTable.AtName(_store, _domains[domain], name);
        }

        return records;
    }

    private void Take(DomainRecord record)
    {
        At(record.Domain, record.Name).RemoveAll(other => other.Id == record.Id);
        _touched.Add((record.Domain, record.Name));
    }

    /// <summary>By number, as the store gives those of one type back: a zone is to be the same after a restart.</summary>
    private void Put(DomainRecord record)
    {
        var records = At(record.Domain, record.Name);
        records.Add(record);
        records.Sort((one, other) => one.Id!.Value.CompareTo(other.Id!.Value));
        _touched.Add((record.Domain, record.Name));
    }

    private void Edit(long id, DomainRecord? now) => _edited[id] = new(!_edited.TryGetValue(id, out var before) || before.IsStored, now);

    /// <summary>What became of a record.</summary>
    /// <param name="IsStored">Whether the store has it.</param>
    /// <param name="Now">The record as it is now; null when it was removed.</param>
    private readonly record struct EditedRecord(bool IsStored, DomainRecord? Now);
}
