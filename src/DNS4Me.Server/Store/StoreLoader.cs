using DNS4Me.Dns;
using DNS4Me.Server.Dns;
using DNS4Me.Server.State;

namespace DNS4Me.Server.Store;

/// <summary>Brings the store into memory: all of it once, then what other processes changed.</summary>
internal sealed class StoreLoader
{
    private readonly StoreConnection _store;
    private long _lastChange;
    private long _dataVersion;

    public StoreLoader(StoreConnection store) => _store = store;

    /// <summary>Loads every account.</summary>
    public void LoadAll(ServiceDirectory directory)
    {
        _dataVersion = DataVersion();
        _lastChange = ChangeTable.Last(_store);
        var domains = DomainTable.All(_store).ToLookup(domain => domain.AccountId);
        var zones = DomainTable.Zones(_store);
        foreach (var (id, state) in AccountTable.All(_store))
        {
            Publish(directory, new(id, state), state, domains[id], zones);
        }
    }

    /// <summary>Loads the accounts that another process changed since the last look. Presence is this process's own and stays.</summary>
    public void LoadChanges(ServiceDirectory directory)
    {
        // The version changes with others' commits only. It is read first: what is committed after that is found at the next look.
        var version = DataVersion();
        if (version == _dataVersion)
        {
            return;
        }

        var last = ChangeTable.Last(_store);
        foreach (var id in ChangeTable.AccountsSince(_store, _lastChange))
        {
            if (AccountTable.Find(_store, id) is var (_, stored))
            {
                var account = directory.Find(id) ?? new(id, stored);
                var state = stored with { Presence = account.Current.Presence };
                Publish(directory, account, state, DomainTable.Of(_store, id), DomainTable.Zones(_store, id));
            }
        }

        (_dataVersion, _lastChange) = (version, last);
    }

    private static void Publish(
        ServiceDirectory directory, AccountEntry account, AccountState state, IEnumerable<DomainRow> rows, Dictionary<long, ZoneTree> zones)
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
        directory.Publish(account, state with { Domains = [.. domains] });
    }

    private long DataVersion() => _store.Scalar("PRAGMA data_version");
}
