namespace DNS4Me.Server.State;

/// <summary>An account's place in memory: what stays while its state is replaced.</summary>
public sealed class AccountEntry
{
    private volatile AccountState _current;

    /// <summary>A place with its first state.</summary>
    public AccountEntry(long id, AccountState state) => (Id, _current) = (id, state);

    /// <summary>The account's key in the store.</summary>
    public long Id { get; }

    /// <summary>The last committed state.</summary>
    public AccountState Current => _current;

    /// <summary>How many records its domains have, without default ones, as of the last commit. Of the store's writer alone.</summary>
    internal int RecordCount { get; set; }

    /// <summary>Shows a committed state to all readers. The store's writer alone calls this.</summary>
    internal void Publish(AccountState state) => _current = state;
}
