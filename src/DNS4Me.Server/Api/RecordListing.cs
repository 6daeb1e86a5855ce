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
    /// <param name="store">The store.</param>
    /// <param name="data">Fills in what the records come to.</param>
    public RecordPage Read(StoreConnection store, CurrentData data)
    {
        var page = new List<DomainRecord>();
        var (size, last) = (0, (RecordCursor?)null);
        foreach (var (record, place) in Found(store))
        {
            var filled = data.Fill(record);
            size += RecordSize.Of(filled);
            if (page.Count == _query.Max || (page.Count > 0 && size > RecordSize.MostTogether))
            {
                return new() { Records = page, Next = last!.ToString() };
            }

            page.Add(filled);
            last = place;
        }

        return new() { Records = page };
    }

    /// <summary>Everything after the place where the page begins, read as it is asked for.</summary>
    private IEnumerable<(DomainRecord Record, RecordCursor Place)> Found(StoreConnection store)
    {
        foreach (var (id, domain, recordName) in _domains.OrderBy(domain => domain.Name, StringComparer.Ordinal))
        {
            var order = _after is null ? 1 : string.CompareOrdinal(domain, _after.Domain);
            if (order < 0)
            {
                continue;
            }

            var after = order == 0 ? _after : null;
            if (after?.Stored is null)
            {
                foreach (var found in Defaults(store, id, domain, recordName).Where(found => found.Place.Default > (after?.Default ?? -1)))
                {
                    yield return found;
                }
            }

            foreach (var record in RecordTable.From(store, id, recordName, _query.Type, after?.Stored))
            {
                yield return (record, new(domain, null, RecordPosition.Of(record)));
            }
        }
    }

    /// <summary>A default record's place is the same whether the others are in force or not.</summary>
    private IEnumerable<(DomainRecord Record, RecordCursor Place)> Defaults(StoreConnection store, long id, string domain, string? recordName)
        => from name in DefaultRecords.Names
           where recordName is null || recordName == name
           from record in DefaultRecords.InForce(domain, name, RecordTable.AtName(store, id, name))
           where _query.Type is null || record.Type == _query.Type
           select (record, new RecordCursor(domain, (name.Length * Enum.GetValues<RecordType>().Length) + (int)record.Type, null));
}
