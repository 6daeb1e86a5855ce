namespace DNS4Me.Server.Store;

/// <summary>The log by which a running server hears what another process changed.</summary>
internal static class ChangeTable
{
    /// <summary>How many changes are kept: a server that missed more than that reads nothing it needs, since it reads all when it starts.</summary>
    private const int Kept = 100_000;

    /// <summary>The number of the last change.</summary>
    public static long Last(StoreConnection store) => store.Scalar("SELECT coalesce(max(number), 0) FROM change");

    /// <summary>The changes after a change, and whose they are.</summary>
    public static List<(long Number, long AccountId)> Since(StoreConnection store, long number)
        => store.Query("SELECT number, account_id FROM change WHERE number > @number", row => (row.GetInt64(0), row.GetInt64(1)), ("@number", number));

    /// <summary>Notes that an account, or something of it, changed.</summary>
    /// <returns>The change's number.</returns>
    public static long Append(StoreConnection store, long accountId)
    {
        var number = store.Scalar("INSERT INTO change (account_id) VALUES (@account) RETURNING number", ("@account", accountId));
        store.Execute("DELETE FROM change WHERE number <= @number - @kept", ("@number", number), ("@kept", Kept));
        return number;
    }
}
