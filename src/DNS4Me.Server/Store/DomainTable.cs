using DNS4Me.Server.Dns;
using Microsoft.Data.Sqlite;

namespace DNS4Me.Server.Store;

/// <summary>Domains and their records in the store.</summary>
internal static class DomainTable
{
    private const string Columns = "SELECT id, account_id, name, service_zone FROM domain";
    private const string RecordColumns =
        "SELECT r.domain_id, r.name, r.type, r.online_target, r.offline_target, r.priority, r.mail_server, r.canonical_name, r.time_to_live FROM record r";

    /// <summary>Every domain, by name.</summary>
    public static List<DomainRow> All(StoreConnection store) => store.Query(Columns + " ORDER BY name", Read);

    /// <summary>An account's domains, by name.</summary>
    public static List<DomainRow> Of(StoreConnection store, long accountId)
        => store.Query(Columns + " WHERE account_id = @id ORDER BY name", Read, ("@id", accountId));

    /// <summary>The zones of all domains that have records of their own.</summary>
    public static Dictionary<long, ZoneTree> Zones(StoreConnection store) => Zones(store.Query(RecordColumns + " ORDER BY r.id", ReadRecord));

    /// <summary>The zones of an account's domains that have records of their own.</summary>
    public static Dictionary<long, ZoneTree> Zones(StoreConnection store, long accountId) => Zones(store.Query(
        RecordColumns + " JOIN domain d ON d.id = r.domain_id WHERE d.account_id = @id ORDER BY r.id", ReadRecord, ("@id", accountId)));

    /// <summary>Adds a domain.</summary>
    /// <returns>Its key.</returns>
    public static long Insert(StoreConnection store, long accountId, string name, string? serviceZone) => store.Scalar(
        "INSERT INTO domain (account_id, name, service_zone) VALUES (@account, @name, @zone) RETURNING id",
        ("@account", accountId), ("@name", name), ("@zone", serviceZone));

    /// <summary>Adds a record.</summary>
    public static void InsertRecord(StoreConnection store, long domainId, DomainRecord record) => store.Execute(
        """
        INSERT INTO record (domain_id, name, type, online_target, offline_target, priority, mail_server, canonical_name, time_to_live)
        VALUES (@domain, @name, @type, @online, @offline, @priority, @mail, @alias, @ttl)
        """,
        ("@domain", domainId),
        ("@name", record.Name),
        ("@type", record.Type.ToString()),
        ("@online", record.OnlineTarget?.ToString()),
        ("@offline", record.OfflineTarget?.ToString()),
        ("@priority", record.Priority),
        ("@mail", record.MailServer),
        ("@alias", record.CanonicalName),
        ("@ttl", record.TimeToLive));

    private static Dictionary<long, ZoneTree> Zones(List<(long DomainId, DomainRecord Record)> rows) => rows
        .GroupBy(row => row.DomainId, row => row.Record)
        .ToDictionary(domain => domain.Key, domain => ZoneBuilder.Build([.. domain]));

    private static DomainRow Read(SqliteDataReader row)
        => new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));

    private static (long DomainId, DomainRecord Record) ReadRecord(SqliteDataReader row) => (row.GetInt64(0), new()
    {
        Name = row.GetString(1),
        Type = Enum.Parse<RecordType>(row.GetString(2)),
        OnlineTarget = ReadTarget(row, 3),
        OfflineTarget = ReadTarget(row, 4),
        Priority = row.IsDBNull(5) ? null : row.GetInt32(5),
        MailServer = row.IsDBNull(6) ? null : row.GetString(6),
        CanonicalName = row.IsDBNull(7) ? null : row.GetString(7),
        TimeToLive = row.GetInt32(8),
    });

    private static HostTarget? ReadTarget(SqliteDataReader row, int column)
        => row.IsDBNull(column) ? null
            : HostTarget.TryParse(row.GetString(column), out var target) ? target
            : throw new InvalidDataException($"The store holds a host target that is none: '{row.GetString(column)}'.");
}
