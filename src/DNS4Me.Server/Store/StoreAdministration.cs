using System.Security.Cryptography;
using DNS4Me.Server.State;
using DNS4Me.Service;

namespace DNS4Me.Server.Store;

/// <summary>
/// What an operator does: accounts, domains, records. It works on the store directly, beside a running server too, which hears of it
/// by the change log.
/// </summary>
internal sealed class StoreAdministration : IDisposable
{
    private const string IdAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int IdGroups = 5;
    private const int IdGroupLength = 5;

    private readonly StoreConnection _store;
    private readonly TimeProvider _time;

    private StoreAdministration(StoreConnection store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Opens the store of a data folder, and makes it if there is none.</summary>
    public static StoreAdministration Open(string dataFolder, TimeProvider time) => new(StoreConnection.Open(dataFolder), time);

    /// <summary>Every account, each with its domains' names.</summary>
    public IReadOnlyList<(AccountState Account, IReadOnlyList<DomainRow> Domains)> Accounts()
    {
        var domains = DomainTable.All(_store).ToLookup(domain => domain.AccountId);
        return [.. AccountTable.All(_store).Select(account => (account.State, (IReadOnlyList<DomainRow>)[.. domains[account.Id]]))];
    }

    /// <summary>Opens an account.</summary>
    /// <param name="email">The holder's e-mail address.</param>
    /// <param name="name">The holder's name; empty when not known yet.</param>
    /// <param name="kind">Trial or registered.</param>
    /// <param name="domains">The first domains.</param>
    /// <param name="service">The names that are the service's own.</param>
    /// <param name="registrationId">The registration ID; null for a new one.</param>
    /// <returns>The registration ID. It is told this once: the store has its hash.</returns>
    /// <exception cref="DNS4MeException">Something is not allowed; nothing was changed.</exception>
    public string AddAccount(string email, string name, AccountKind kind, IEnumerable<string> domains, ServiceNames service, string? registrationId = null)
    {
        registrationId ??= NewRegistrationId();
        if (!SettingRules.IsEmail(email))
        {
            throw new DNS4MeException(Faults.InvalidValue("email", $"'{email}' is not an e-mail address.", email));
        }

        if (name.Length > 0 && SettingRules.CheckRegistration(name, email) is [var fault, ..])
        {
            throw new DNS4MeException(fault);
        }

        return _store.InTransaction(() =>
        {
            if (AccountTable.Find(_store, email) is not null)
            {
                throw new DNS4MeException(ServerFaults.EmailTaken(email));
            }

            var id = AccountTable.Insert(_store, new()
            {
                Email = email,
                Name = name,
                Kind = kind,
                Expires = RegistrationRules.Expiry(kind, _time.GetUtcNow()),
                RegistrationHash = ServiceDirectory.HashOf(registrationId),
                Settings = new() { Online = new(), Offline = new() },
                Presence = Presence.PresenceState.None,
                Domains = [],
            });
            foreach (var domain in domains)
            {
                InsertDomain(id, domain, service);
            }

            ChangeTable.Append(_store, id);
            return registrationId;
        });
    }

    /// <summary>Gives an account a domain.</summary>
    /// <returns>The domain as it is stored.</returns>
    /// <exception cref="DNS4MeException">There is no such account, or the name is not allowed; nothing was changed.</exception>
    public DomainRow AddDomain(string domain, string email, ServiceNames service) => _store.InTransaction(() =>
    {
        var (id, _) = AccountTable.Find(_store, email) ?? throw new DNS4MeException(Faults.NotFound(email));
        var row = InsertDomain(id, domain, service);
        ChangeTable.Append(_store, id);
        return row;
    });

    /// <summary>Gives a domain records: all of them, or none.</summary>
    /// <exception cref="DNS4MeException">There is no such domain, or the records may not stand in it; nothing was changed.</exception>
    public void AddRecords(string domain, IEnumerable<DomainRecord> records) => _store.InTransaction(() =>
    {
        var row = DomainTable.All(_store).Find(row => row.Name == domain) ?? throw new DNS4MeException(Faults.NotFound(domain));
        var edit = new RecordEdit(_store, new() { [row.Name] = row.Id }, RecordTable.Count(_store, row.AccountId));
        DNS4MeException.ThrowIfAny([.. records
            .Select((record, i) => edit.Do(new() { Action = RecordAction.Add, Record = RecordValues.Of(record with { Domain = domain }) }, i + 1))
            .SelectMany(result => result.Faults ?? [])]);
        edit.Write();
        ChangeTable.Append(_store, row.AccountId);
        return row;
    });

    /// <summary>125 random bits in an alphabet without look-alikes (Crockford's), in groups that can be read out.</summary>
    public static string NewRegistrationId()
        => string.Join('-', RandomNumberGenerator.GetString(IdAlphabet, IdGroups * IdGroupLength).Chunk(IdGroupLength).Select(group => new string(group)));

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    private DomainRow InsertDomain(long accountId, string domain, ServiceNames service)
    {
        var (name, zone) = DomainNames.Check(domain, service);
        var overlapping = _store.Query(
            "SELECT name FROM domain WHERE name = @name OR @name LIKE '%.' || name OR name LIKE '%.' || @name",
            row => row.GetString(0),
            ("@name", name));
        if (overlapping is [var other, ..])
        {
            throw new DNS4MeException(ServerFaults.BadDomain(name, other == name ? "it is taken." : $"it overlaps with '{other}'."));
        }

        return new(DomainTable.Insert(_store, accountId, name, zone), accountId, name, zone);
    }
}
