using DNS4Me.Server.Presence;
using DNS4Me.Server.State;
using Microsoft.Data.Sqlite;

namespace DNS4Me.Server.Store;

/// <summary>Accounts and their presence in the store.</summary>
internal static class AccountTable
{
    private const string Columns =
        """
        SELECT a.id, a.email, a.name, a.kind, a.expires, a.registration_hash, a.settings,
               p.epoch, p.instance_id, p.machine, p.went_offline, p.ipv4_address, p.ipv4_ends, p.ipv6_address, p.ipv6_ends
        FROM account a LEFT JOIN presence p ON p.account_id = a.id
        """;

    /// <summary>Every account, without its domains.</summary>
    public static List<(long Id, AccountState State)> All(StoreConnection store) => store.Query(Columns + " ORDER BY a.email", Read);

    /// <summary>One account, without its domains; null when there is none.</summary>
    public static (long Id, AccountState State)? Find(StoreConnection store, long id)
        => store.Query(Columns + " WHERE a.id = @id", Read, ("@id", id)) is [var found] ? found : null;

    /// <summary>One account by its e-mail address, without its domains; null when there is none.</summary>
    public static (long Id, AccountState State)? Find(StoreConnection store, string email)
        => store.Query(Columns + " WHERE a.email = @email", Read, ("@email", email)) is [var found] ? found : null;

    /// <summary>Adds an account that was never online.</summary>
    /// <returns>Its key.</returns>
    public static long Insert(StoreConnection store, AccountState state) => store.Scalar(
        "INSERT INTO account (email, name, kind, expires, registration_hash, settings) VALUES (@email, @name, @kind, @expires, @hash, @settings) RETURNING id",
        ("@email", state.Email),
        ("@name", state.Name),
        ("@kind", state.Kind.ToString()),
        ("@expires", state.Expires.ToUnixTimeSeconds()),
        ("@hash", state.RegistrationHash),
        ("@settings", StoreJson.Write(state.Settings)));

    /// <summary>Stores what the holder can change.</summary>
    public static void UpdateProfile(StoreConnection store, long id, AccountState state) => store.Execute(
        "UPDATE account SET name = @name, settings = @settings WHERE id = @id",
        ("@id", id), ("@name", state.Name), ("@settings", StoreJson.Write(state.Settings)));

    /// <summary>Stores a presence.</summary>
    public static void SavePresence(StoreConnection store, long id, PresenceState presence) => store.Execute(
        """
        INSERT OR REPLACE INTO presence (account_id, epoch, instance_id, machine, went_offline, ipv4_address, ipv4_ends, ipv6_address, ipv6_ends)
        VALUES (@id, @epoch, @instance, @machine, @offline, @address4, @ends4, @address6, @ends6)
        """,
        ("@id", id),
        ("@epoch", presence.Epoch),
        ("@instance", presence.InstanceId),
        ("@machine", presence.Machine),
        ("@offline", presence.WentOffline ? 1 : 0),
        ("@address4", presence.IPv4?.Address.GetAddressBytes()),
        ("@ends4", presence.IPv4?.Ends.Ticks),
        ("@address6", presence.IPv6?.Address.GetAddressBytes()),
        ("@ends6", presence.IPv6?.Ends.Ticks));

    private static (long Id, AccountState State) Read(SqliteDataReader row) => (row.GetInt64(0), new()
    {
        Email = row.GetString(1),
        Name = row.GetString(2),
        Kind = Enum.Parse<AccountKind>(row.GetString(3)),
        Expires = DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(4)),
        RegistrationHash = row.GetFieldValue<byte[]>(5),
        Settings = StoreJson.ReadSettings(row.GetString(6)),
        Presence = row.IsDBNull(7) ? PresenceState.None : ReadPresence(row),
        Domains = [],
    });

    private static PresenceState ReadPresence(SqliteDataReader row) => new()
    {
        Epoch = row.GetInt64(7),
        InstanceId = row.GetString(8),
        Machine = row.GetString(9),
        WentOffline = row.GetInt64(10) != 0,
        IPv4 = ReadLease(row, 11),
        IPv6 = ReadLease(row, 13),
    };

    private static FamilyLease? ReadLease(SqliteDataReader row, int column)
        => row.IsDBNull(column) ? null : new(new(row.GetFieldValue<byte[]>(column)), TimeSpan.FromTicks(row.GetInt64(column + 1)));
}
