namespace DNS4Me.Agent.Events;

/// <summary>The newest status events, in memory. Whoever follows them is woken by each new one.</summary>
internal sealed class EventLog
{
    /// <summary>How many events are kept; the older ones are forgotten.</summary>
    public const int Kept = 1000;

    /// <summary>How many events one request gives at most.</summary>
    public const int MostAtOnce = 1000;

    /// <summary>The longest that a request may wait for an event.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Queue<StatusEvent> _events;
    private TaskCompletionSource _added = NewSignal();
    private long _last;

    /// <summary>A log that goes on where another ended.</summary>
    /// <param name="time">The calendar.</param>
    /// <param name="earlier">What the agent before this one left, oldest first.</param>
    public EventLog(TimeProvider time, IReadOnlyList<StatusEvent> earlier)
    {
        (_time, _events) = (time, new(earlier));
        _last = earlier.Count == 0 ? 0 : earlier[^1].Sequence;
    }

    /// <summary>Adds an event.</summary>
    public void Add(EventKind kind, string message, FaultCode? fault = null)
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            _events.Enqueue(new() { Sequence = ++_last, Time = _time.GetUtcNow(), Kind = kind, Message = message, Fault = fault });
            if (_events.Count > Kept)
            {
                _events.Dequeue();
            }

            (waiting, _added) = (_added, NewSignal());
        }

        waiting.SetResult();
    }

    /// <summary>The newest events, oldest first.</summary>
    public IReadOnlyList<StatusEvent> Newest(int count)
    {
        lock (_gate)
        {
            return [.. _events.TakeLast(count)];
        }
    }

    /// <summary>Events as asked for, oldest first; empty when none came within the wait.</summary>
    public async Task<IReadOnlyList<StatusEvent>> GetAsync(EventQuery query, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(query.Wait < LongestWait ? query.Wait : LongestWait, _time);
        while (true)
        {
            Task added;
            lock (_gate)
            {
                var found = Find(query);
                if (found.Count > 0 || query.Wait <= TimeSpan.Zero || deadline.IsCancellationRequested)
                {
                    return found;
                }

                added = _added.Task;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
            await added.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private List<StatusEvent> Find(EventQuery query)
    {
        if (query.After is not { } after)
        {
            return [.. _events.TakeLast(query.Max)];
        }

        // A number that this log has not reached comes from a home whose state was lost: its follower begins anew.
        return [.. _events.Where(e => e.Sequence > after || after > _last).Take(query.Max)];
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Which events are wanted.</summary>
/// <param name="After">The sequence after which to begin; null: the newest ones.</param>
/// <param name="Max">How many at most.</param>
/// <param name="Wait">How long to wait for the first one if there is none yet.</param>
internal readonly record struct EventQuery(long? After, int Max, TimeSpan Wait);
