using DNS4Me.Server.State;
using DNS4Me.Service;
using Microsoft.Data.Sqlite;

namespace DNS4Me.Server.Store;

/// <summary>A batch of changes of an account's records.</summary>
internal sealed class RecordWish : StoreWish
{
    private readonly AccountEntry _account;
    private readonly RecordBatch _batch;
    private readonly TaskCompletionSource<RecordBatchResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RecordBatchResult? _result;
    private Exception? _failure;

    public RecordWish(AccountEntry account, RecordBatch batch) => (_account, _batch) = (account, batch);

    /// <summary>Ends with what became of each change, after the commit.</summary>
    public Task<RecordBatchResult> Done => _done.Task;

    /// <inheritdoc/>
    public override int Weight => _batch.Changes.Count;

    /// <inheritdoc/>
    public override bool WantsLook => true;

    /// <inheritdoc/>
    public override void Decide(StoreCommit commit)
    {
        try
        {
            var edit = commit.Edit(_account);
            var results = _batch.Changes.Select((change, i) => edit.Do(change, i + 1)).ToArray();
            if (_batch.AllOrNothing && results.Any(result => result.Faults is not null))
            {
                results = [.. results.Select(result => result with { Record = null })];
            }
            else
            {
                commit.Take(_account, edit);
            }

            _result = new() { Results = results };
        }
        catch (Exception e) when (e is not SqliteException && !commit.IsBroken)
        {
            // Nothing of it was written: the others of the commit need not suffer. After a failure of SQLite the transaction may be gone.
            _failure = e;
        }
    }

    /// <inheritdoc/>
    public override void Acknowledge()
    {
        if (_failure is null)
        {
            _done.SetResult(_result!);
        }
        else
        {
            _done.SetException(_failure);
        }
    }

    /// <inheritdoc/>
    public override void Fail(Exception cause) => _done.SetException(cause);
}
