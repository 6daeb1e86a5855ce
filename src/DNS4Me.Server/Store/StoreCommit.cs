using DNS4Me.Server.Dns;
using DNS4Me.Server.Presence;
using DNS4Me.Server.State;

namespace DNS4Me.Server.Store;

/// <summary>What one commit changes: gathered wish by wish, written, and then shown to all readers.</summary>
internal sealed class StoreCommit
{
    private readonly StoreConnection _store;
    private readonly Dictionary<AccountEntry, AccountState> _accounts = [];
    private readonly Dictionary<AccountEntry, int> _recordCounts = [];
    private readonly Dictionary<DomainEntry, Dictionary<string, IReadOnlyList<DomainRecord>>> _names = [];
    private readonly List<(DomainEntry Domain, ZoneTree Zone)> _zones = [];

    public StoreCommit(StoreConnection store, ServiceMoment moment) => (_store, Moment) = (store, moment);

    /// <summary>The moment of every decision.</summary>
    public ServiceMoment Moment { get; }

    /// <summary>Whether some of a wish was written and some not, so that the whole commit has to be given up.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The numbers in the change log by which other processes hear of it.</summary>
    public List<long> Changes { get; } = [];

    /// <summary>Whether anything changes.</summary>
    public bool HasChanges => _accounts.Count + _recordCounts.Count > 0;

    /// <summary>An account's state by the wishes so far.</summary>
    public AccountState StateOf(AccountEntry account) => _accounts.GetValueOrDefault(account) ?? account.Current;

    /// <summary>Notes an account's new state; nothing when it is the old one.</summary>
    public void Change(AccountEntry account, AccountState state)
    {
        if (!ReferenceEquals(state, StateOf(account)))
        {
            _accounts[account] = state;
        }
    }

    /// <summary>Begins to change an account's records. It takes a transaction.</summary>
    public RecordEdit Edit(AccountEntry account) => new(
        _store,
        account.Current.Domains.ToDictionary(domain => domain.Name.ToString(finalDot: false), domain => domain.Id),
        _recordCounts.GetValueOrDefault(account, account.RecordCount));

    /// <summary>Writes changed records and notes them.</summary>
    public void Take(AccountEntry account, RecordEdit edit)
    {
        IsBroken = true;
        edit.Write();
        var domains = account.Current.Domains.ToDictionary(domain => domain.Id);
        foreach (var (domainId, name, records) in edit.Changed())
        {
            if (!_names.TryGetValue(domains[domainId], out var names))
            {
                _names[domains[domainId]] = names = [];
            }

            names[name] = records;
            _recordCounts[account] = edit.Count;
        }

        IsBroken = false;
    }

    /// <summary>Writes what was not written yet, and makes the zones that will be shown: a zone that cannot be made is not to be stored.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Write()
    {
        foreach (var (account, state) in _accounts)
        {
            var before = account.Current;
            if (!ReferenceEquals(before.Presence, state.Presence))
            {
                AccountTable.SavePresence(_store, account.Id, state.Presence);
            }

            if (before.Name != state.Name || before.Settings != state.Settings)
            {
                AccountTable.UpdateProfile(_store, account.Id, state);
            }
        }

        Changes.AddRange(_recordCounts.Keys.Select(account => ChangeTable.Append(_store, account.Id)));
        _zones.AddRange(_names.Select(pair => (pair.Key, ZoneBuilder.Update(pair.Key.Zone, pair.Value))));
        if (HasChanges)
        {
            ClockTable.Save(_store, Moment.Service);
        }

        return HasChanges;
    }

    /// <summary>Shows what was committed.</summary>
    public void Show()
    {
        foreach (var (account, state) in _accounts)
        {
            account.Publish(state);
        }

        foreach (var (account, count) in _recordCounts)
        {
            account.RecordCount = count;
        }

        foreach (var (domain, zone) in _zones)
        {
            domain.Publish(zone);
        }
    }
}
