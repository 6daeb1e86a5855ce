using Microsoft.Data.Sqlite;

namespace DNS4Me.Server.Store;

/// <summary>Domains in the store.</summary>
internal static class DomainTable
{
    private const string Columns = "SELECT id, account_id, name, service_zone FROM domain";

    /// <summary>Every domain, by name.</summary>
    public static List<DomainRow> All(StoreConnection store) => store.Query(Columns + " ORDER BY name", Read);

    /// <summary>An account's domains, by name.</summary>
    public static List<DomainRow> Of(StoreConnection store, long accountId)
        => store.Query(Columns + " WHERE account_id = @id ORDER BY name", Read, ("@id", accountId));

    /// <summary>Adds a domain.</summary>
    /// <returns>Its key.</returns>
    public static long Insert(StoreConnection store, long accountId, string name, string? serviceZone) => store.Scalar(
        "INSERT INTO domain (account_id, name, service_zone) VALUES (@account, @name, @zone) RETURNING id",
        ("@account", accountId), ("@name", name), ("@zone", serviceZone));

    private static DomainRow Read(SqliteDataReader row)
        => new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));
}
