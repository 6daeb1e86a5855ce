using DNS4Me.Service;

namespace DNS4Me.PowerShell.Client;

/// <summary>
/// Sends changes in batches, one of them under way while the next is filled, so that a long pipeline neither waits for every row nor piles rows up. All
/// of it is called on the pipeline's thread.
/// </summary>
internal sealed class RecordPump : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();
    private List<QueuedChange> _filling = [];
    private long _size;
    private Task<RecordBatchResult>? _answer;

    /// <summary>The changes of the batch under way; empty when none is.</summary>
    public IReadOnlyList<QueuedChange> UnderWay { get; private set; } = [];

    /// <summary>The changes that wait to be sent.</summary>
    public IReadOnlyList<QueuedChange> Waiting => _filling;

    /// <summary>Whether the batch under way is answered.</summary>
    public bool IsAnswered => _answer is { IsCompleted: true };

    /// <summary>Whether the waiting changes have to be sent before another one is added.</summary>
    public bool IsFullFor(QueuedChange change)
        => _filling.Count == RecordBatch.MostChanges || (_filling.Count > 0 && _size + change.Size > RecordSize.MostTogether);

    /// <summary>Adds a change to those that wait.</summary>
    public void Add(QueuedChange change)
    {
        _filling.Add(change);
        _size += change.Size;
    }

    /// <summary>Sends the waiting changes. None may be under way.</summary>
    public void Send(AgentConnection agent)
    {
        var batch = new RecordBatch { Changes = [.. _filling.Select(queued => queued.Change)] };
        (UnderWay, _filling, _size) = (_filling, [], 0);
        _answer = Task.Run(() => agent.ChangeRecordsAsync(batch, _abandoned.Token));
    }

    /// <summary>Waits for the answer of the batch under way, and takes it.</summary>
    /// <param name="stopping">Ends the waiting; the batch stays under way.</param>
    /// <returns>The changes and their results.</returns>
    /// <exception cref="DNS4MeException">The batch failed as a whole; it stays under way, for the account.</exception>
    public (IReadOnlyList<QueuedChange> Changes, IReadOnlyList<RecordChangeResult> Results) Take(CancellationToken stopping)
    {
        // Waiting by the handle leaves the answer's own exception as it is.
        WaitHandle.WaitAny([((IAsyncResult)_answer!).AsyncWaitHandle, stopping.WaitHandle]);
        if (!_answer.IsCompleted)
        {
            stopping.ThrowIfCancellationRequested();
        }

        var results = _answer.GetAwaiter().GetResult().Results;
        if (results.Count != UnderWay.Count)
        {
            throw new DNS4MeException(Faults.InternalError(Words.UnreadableAnswer(Local.AgentProtocol.ChangeRecords)));
        }

        var changes = UnderWay;
        (UnderWay, _answer) = ([], null);
        return (changes, results);
    }

    /// <summary>Gives the batch under way a last moment, and then withdraws it.</summary>
    /// <returns>Its results; null when none came.</returns>
    public IReadOnlyList<RecordChangeResult>? Settle(TimeSpan moment)
    {
        if (_answer is null)
        {
            return null;
        }

        ((IAsyncResult)_answer).AsyncWaitHandle.WaitOne(moment);
        _abandoned.Cancel();
        ((IAsyncResult)_answer).AsyncWaitHandle.WaitOne();
        return _answer.Status == TaskStatus.RanToCompletion && _answer.Result.Results.Count == UnderWay.Count ? _answer.Result.Results : null;
    }

    /// <summary>Withdraws the batch under way.</summary>
    public void Dispose()
    {
        Settle(TimeSpan.Zero);
        _ = _answer?.Exception;
        _abandoned.Dispose();
    }
}
