using DNS4Me.Server.Presence;
using DNS4Me.Server.State;

namespace DNS4Me.Server.Store;

/// <summary>A wish to change an account, waiting for its commit.</summary>
/// <param name="Account">The account; null for a wish that only asks the writer to look what others changed.</param>
/// <param name="Decide">Gives the new state of the old one, or refuses with a <see cref="DNS4MeException"/>; runs on the writer's thread.</param>
internal sealed record AccountChange(AccountEntry? Account, Func<AccountState, ServiceMoment, AccountState> Decide)
{
    private readonly TaskCompletionSource<AccountState?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AccountState? _decided;
    private Exception? _refusal;

    /// <summary>Ends with the committed state, or with the refusal or failure.</summary>
    public Task<AccountState?> Done => _done.Task;

    /// <summary>Decides what is to become of the account.</summary>
    /// <returns>The new state; null when it stays as it is.</returns>
    public AccountState? DecideOn(AccountState current, ServiceMoment moment)
    {
        try
        {
            _decided = Decide(current, moment);
            return ReferenceEquals(_decided, current) ? null : _decided;
        }
        catch (Exception e)
        {
            // One wish's refusal, or a fault in its rule, is not to hinder the others of the batch.
            _refusal = e;
            return null;
        }
    }

    /// <summary>Tells the asker, after the commit.</summary>
    public void Acknowledge()
    {
        if (_refusal is null)
        {
            _done.SetResult(_decided);
        }
        else
        {
            _done.SetException(_refusal);
        }
    }

    /// <summary>Tells the asker that nothing was changed. A refusal is not told: it may have come of a change that failed beside it.</summary>
    public void Fail(Exception cause) => _done.SetException(cause);
}
