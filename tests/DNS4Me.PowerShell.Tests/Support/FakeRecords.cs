using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>The records of a service in memory, which an agent tells of: enough of the contract for what cmdlets make of it.</summary>
internal sealed class FakeRecords
{
    private readonly Lock _gate = new();
    private readonly List<DomainRecord> _records = [];
    private readonly List<RecordBatch> _batches = [];
    private readonly List<RecordQuery> _queries = [];
    private long _lastId;

    public FakeRecords(FakeAgent agent)
    {
        agent.On(AgentProtocol.GetRecords, async call =>
        {
            await OnGet(call);
            return Page(call.Argument(AgentJson.Default.RecordQuery));
        }, AgentJson.Default.RecordPage);
        agent.On(AgentProtocol.ChangeRecords, async call =>
        {
            var batch = call.Argument(AgentJson.Default.RecordBatch);
            int number;
            lock (_gate)
            {
                _batches.Add(batch);
                number = _batches.Count;
            }

            await OnBatch(number, call);
            return Change(batch);
        }, AgentJson.Default.RecordBatchResult);
    }

    /// <summary>Is awaited before a batch, which is told by its number from 1, is carried out.</summary>
    public Func<int, FakeCall, Task> OnBatch { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Is awaited before a page is given.</summary>
    public Func<FakeCall, Task> OnGet { get; set; } = _ => Task.CompletedTask;

    /// <summary>The most records of a page, as a service may have its own mind.</summary>
    public int PageSize { get; set; } = RecordQuery.MostInPage;

    public IReadOnlyList<DomainRecord> Records => Locked(() => _records.ToList());

    public IReadOnlyList<RecordBatch> Batches => Locked(() => _batches.ToList());

    public IReadOnlyList<RecordQuery> Queries => Locked(() => _queries.ToList());

    public DomainRecord Add(RecordValues values) => Locked(() =>
    {
        var record = RecordRules.Create(values, out _)! with { Id = ++_lastId };
        _records.Add(record);
        return record;
    });

    public void AddDefaults(string domain) => Locked(() =>
    {
        _records.Add(new() { Domain = domain, Name = "*", Type = RecordType.A, OnlineTarget = HostTarget.Default, OfflineTarget = HostTarget.Default, IsDefault = true });
        _records.Add(new() { Domain = domain, Name = "*", Type = RecordType.MX, Priority = 10, MailServer = domain, IsDefault = true });
        return 0;
    });

    private RecordPage Page(RecordQuery query) => Locked(() =>
    {
        _queries.Add(query);
        var found = _records.Where(record => (query.Domain ?? record.Domain) == record.Domain && (query.Name ?? record.Name) == record.Name && (query.Type ?? record.Type) == record.Type)
            .OrderBy(record => record.Domain, StringComparer.Ordinal).Select(record => record with { CurrentData = $"{query.At} {RecordText.DataOf(record)}" }).ToList();
        var start = query.After is null ? 0 : int.Parse(query.After, System.Globalization.CultureInfo.InvariantCulture);
        var end = Math.Min(found.Count, start + Math.Min(query.Max, PageSize));
        return new RecordPage { Records = found[start..end], Next = end == found.Count ? null : $"{end}" };
    });

    private RecordBatchResult Change(RecordBatch batch) => Locked(() => new RecordBatchResult
    {
        Results = [.. batch.Changes.Select((change, i) => Change(change) switch
        {
            { Faults: { } faults } => new() { Faults = [.. faults.Select(fault => fault with { Ordinal = i + 1 })] },
            var done => done,
        })],
    });

    private RecordChangeResult Change(RecordChange change)
    {
        IReadOnlyList<Fault> faults;
        if (change.Action == RecordAction.Add)
        {
            var record = RecordRules.Create(change.Record!, out faults);
            if (record is null)
            {
                return new() { Faults = faults };
            }

            if (RecordSetRules.Check(record, [.. _records.Where(other => !other.IsDefault && other.FullName == record.FullName)]) is { } conflict)
            {
                return new() { Faults = [conflict] };
            }

            record = record with { Id = ++_lastId };
            _records.Add(record);
            return new() { Record = record };
        }

        var values = change.Record ?? new();
        var looked = change switch
        {
            { Id: { } id } => _records.Where(record => record.Id == id),
            { Action: RecordAction.Set } => _records.Where(record => RecordRules.Fits(record, new() { Domain = values.Domain, Name = values.Name, Type = values.Type })),
            _ => _records.Where(record => RecordRules.Fits(record, values)),
        };
        var found = looked.ToList();
        if (found.Count != 1)
        {
            return new() { Faults = [found.Count == 0 ? Faults.NotFound($"{values}") : Faults.RecordAmbiguous($"{values}", found.Count)] };
        }

        var place = _records.IndexOf(found[0]);
        if (change.Action == RecordAction.Remove)
        {
            _records.RemoveAt(place);
            return new() { Record = found[0] };
        }

        var changed = RecordRules.Change(found[0], values, out faults);
        return changed is null ? new() { Faults = faults } : new() { Record = _records[place] = changed };
    }

    private T Locked<T>(Func<T> work)
    {
        lock (_gate)
        {
            return work();
        }
    }
}
