namespace DNS4Me.Server.Store;

/// <summary>The log by which a running server hears what another process changed.</summary>
internal static class ChangeTable
{
    /// <summary>How many changes are kept: a server that missed more than that reads nothing it needs, since it reads all when it starts.</summary>
    private const int Kept = 100_000;

    /// <summary>The number of the last change.</summary>
    public static long Last(StoreConnection store) => store.Scalar("SELECT coalesce(max(number), 0) FROM change");

    /// <summary>The accounts that changed after a change.</summary>
    public static List<long> AccountsSince(StoreConnection store, long number)
        => store.Query("SELECT DISTINCT account_id FROM change WHERE number > @number", row => row.GetInt64(0), ("@number", number));

    /// <summary>Notes that an account, or something of it, changed.</summary>
    public static void Append(StoreConnection store, long accountId)
    {
        store.Execute("INSERT INTO change (account_id) VALUES (@account)", ("@account", accountId));
        store.Execute("DELETE FROM change WHERE number <= (SELECT max(number) FROM change) - @kept", ("@kept", Kept));
    }
}
