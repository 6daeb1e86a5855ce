using DNS4Me.Server.State;
using DNS4Me.Server.Store;
using DNS4Me.Service;

namespace DNS4Me.Server.Api;

/// <summary>A page of an account's records: domain by domain, in each the default records that are in force and then the stored ones by name, type and number.</summary>
internal sealed class RecordListing
{
    private readonly RecordQuery _query;
    private readonly RecordCursor? _after;
    private readonly IReadOnlyList<(long Id, string Name, string? RecordName)> _domains;

    /// <summary>Reads what is asked for.</summary>
    /// <exception cref="DNS4MeException">The domain is not the account's, or the name is none.</exception>
    public RecordListing(AccountState account, RecordQuery query)
    {
        (_query, _after) = (query, query.After is null ? null : RecordCursor.Parse(query.After));
        var domains = account.Domains
            .Select(domain => (domain.Id, Name: domain.Name.ToString(finalDot: false)))
            .Where(domain => query.Domain is null || domain.Name == query.Domain)
            .ToArray();
        if (query.Domain is not null && domains.Length == 0)
        {
            throw new DNS4MeException(Faults.NotFound(query.Domain) with { Field = "domain" });
        }

        _domains = [.. domains
            .Select(domain => (domain.Id, domain.Name, RecordName: query.Name is null ? null : NameRules.ToRecordName(query.Name, domain.Name)))
            .Where(domain => query.Name is null || domain.RecordName is not null)];
        if (query.Name is not null && domains.Length > 0 && _domains.Count == 0)
        {
            throw new DNS4MeException(Faults.InvalidValue("name", $"'{query.Name}' is not a record's name.", query.Name));
        }
    }

    /// <summary>Reads the page, within one snapshot of the store.</summary>
    public RecordPage Read(StoreConnection store)
    {
        // One more than fits tells whether there is a page after this one.
        var most = _query.Max + 1;
        var found = new List<(DomainRecord Record, RecordCursor Place)>();
        foreach (var (id, domain, recordName) in _domains.OrderBy(domain => domain.Name, StringComparer.Ordinal))
        {
            var order = _after is null ? 1 : string.CompareOrdinal(domain, _after.Domain);
            if (order < 0 || found.Count >= most)
            {
                continue;
            }

            var after = order == 0 ? _after : null;
            if (after?.Stored is null)
            {
                found.AddRange(Defaults(store, id, domain, recordName).Where(pair => pair.Place.Default > (after?.Default ?? -1)));
            }

            found.AddRange(RecordTable.Page(store, id, recordName, _query.Type, after?.Stored, Math.Max(0, most - found.Count))
                .Select(record => (record, new RecordCursor(domain, null, RecordPosition.Of(record)))));
        }

        var page = found.Take(_query.Max).ToArray();
        return new() { Records = [.. page.Select(pair => pair.Record)], Next = found.Count > page.Length ? page[^1].Place.ToString() : null };
    }

    /// <summary>A default record's place is the same whether the others are in force or not.</summary>
    private IEnumerable<(DomainRecord Record, RecordCursor Place)> Defaults(StoreConnection store, long id, string domain, string? recordName)
        => from name in DefaultRecords.Names
           where recordName is null || recordName == name
           from record in DefaultRecords.InForce(domain, name, RecordTable.AtName(store, id, name))
           where _query.Type is null || record.Type == _query.Type
           select (record, new RecordCursor(domain, (name.Length * Enum.GetValues<RecordType>().Length) + (int)record.Type, null));
}
