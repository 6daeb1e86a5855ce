using DNS4Me.Dns;
using DNS4Me.Server.Dns;
using DNS4Me.Server.State;

namespace DNS4Me.Server.Store;

/// <summary>Brings the store into memory: all of it once, then what other processes changed.</summary>
internal sealed class StoreLoader
{
    private readonly StoreConnection _store;
    private readonly HashSet<long> _own = [];
    private long _lastChange;
    private long _dataVersion;

    public StoreLoader(StoreConnection store) => _store = store;

    /// <summary>Loads every account.</summary>
    public void LoadAll(ServiceDirectory directory)
    {
        _dataVersion = DataVersion();
        _lastChange = ChangeTable.Last(_store);
        var domains = DomainTable.All(_store).ToLookup(domain => domain.AccountId);
        var counts = RecordTable.Counts(_store);
        var zones = Zones(RecordTable.ByDomain(_store));
        foreach (var (id, state) in AccountTable.All(_store))
        {
            Publish(directory, new(id, state), state, domains[id], zones, counts.GetValueOrDefault(id));
        }
    }

    /// <summary>Loads the accounts that another process changed since the last look. Presence is this process's own and stays.</summary>
    public void LoadChanges(ServiceDirectory directory)
    {
        // The version changes with others' commits only. It is read first: what is committed after that is found at the next look.
        var version = DataVersion();
        if (version == _dataVersion)
        {
            Forget(_own.Count == 0 ? _lastChange : _own.Max());
            return;
        }

        var changes = ChangeTable.Since(_store, _lastChange);
        foreach (var id in changes.Where(change => !_own.Contains(change.Number)).Select(change => change.AccountId).Distinct())
        {
            if (AccountTable.Find(_store, id) is var (_, stored))
            {
                var account = directory.Find(id) ?? new(id, stored);
                var state = stored with { Presence = account.Current.Presence };
                Publish(directory, account, state, DomainTable.Of(_store, id), Zones(RecordTable.ByDomain(_store, id)), RecordTable.Count(_store, id));
            }
        }

        _dataVersion = version;
        Forget(changes.Count == 0 ? _lastChange : changes.Max(change => change.Number));
    }

    /// <summary>Takes note of a change that this process wrote and shows itself, so that it is not loaded as if it were another's.</summary>
    public void Wrote(long change) => _own.Add(change);

    private static Dictionary<long, ZoneTree> Zones(IEnumerable<(long DomainId, List<DomainRecord> Records)> domains)
        => domains.ToDictionary(domain => domain.DomainId, domain => ZoneBuilder.Build(domain.Records));

    private static void Publish(
        ServiceDirectory directory, AccountEntry account, AccountState state, IEnumerable<DomainRow> rows, Dictionary<long, ZoneTree> zones, int recordCount)
    {
        var known = account.Current.Domains.ToDictionary(domain => domain.Id);
        var domains = rows.Select(row =>
        {
            var zone = zones.GetValueOrDefault(row.Id) ?? ZoneBuilder.Default;
            if (known.GetValueOrDefault(row.Id) is not { } domain)
            {
                return new DomainEntry(row.Id, DnsName.Parse(row.Name), row.ServiceZone, account, zone);
            }

            domain.Publish(zone);
            return domain;
        });
        account.RecordCount = recordCount;
        directory.Publish(account, state with { Domains = [.. domains] });
    }

    /// <summary>All changes up to one are in memory.</summary>
    private void Forget(long lastChange)
    {
        _lastChange = lastChange;
        _own.Clear();
    }

    private long DataVersion() => _store.Scalar("PRAGMA data_version");
}
