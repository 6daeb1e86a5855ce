using DNS4Me.Server.Presence;
using DNS4Me.Server.State;

namespace DNS4Me.Server.Store;

/// <summary>A wish to change an account.</summary>
internal sealed class AccountChange : StoreWish
{
    private readonly AccountEntry? _account;
    private readonly Func<AccountState, ServiceMoment, AccountState> _decide;
    private readonly TaskCompletionSource<AccountState?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AccountState? _decided;
    private Exception? _refusal;

    /// <summary>A wish.</summary>
    /// <param name="account">The account; null for a wish that only asks the writer to look what others changed.</param>
    /// <param name="decide">Gives the new state of the old one, or refuses with a <see cref="DNS4MeException"/>; runs on the writer's thread.</param>
    public AccountChange(AccountEntry? account, Func<AccountState, ServiceMoment, AccountState> decide) => (_account, _decide) = (account, decide);

    /// <summary>Ends with the committed state, or with the refusal or failure.</summary>
    public Task<AccountState?> Done => _done.Task;

    /// <inheritdoc/>
    public override int Weight => 1;

    /// <inheritdoc/>
    public override bool WantsLook => _account is null;

    /// <inheritdoc/>
    public override void Decide(StoreCommit commit)
    {
        if (_account is null)
        {
            return;
        }

        try
        {
            _decided = _decide(commit.StateOf(_account), commit.Moment);
            commit.Change(_account, _decided);
        }
        catch (Exception e)
        {
            // One wish's refusal, or a fault in its rule, is not to hinder the others of the batch.
            _refusal = e;
        }
    }

    /// <inheritdoc/>
    public override void Acknowledge()
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
    public override void Fail(Exception cause) => _done.SetException(cause);
}
