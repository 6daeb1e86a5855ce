using DNS4Me.Server.Presence;
using DNS4Me.Server.State;
using DNS4Me.Service;

namespace DNS4Me.Server.Store;

/// <summary>
/// The one thread that changes the store and the memory. Wishes that wait are committed together, then shown to all readers, then
/// acknowledged. When the commit fails the memory stays as it was.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    /// <summary>How often the writer looks what other processes changed.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>How often the service clock is stored while nothing else is: after a crash, leases are longer by at most this.</summary>
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(5);

    /// <summary>How often a store that took nothing is tried again.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly StoreQueue _queue = new();
    private readonly StoreConnection _store;
    private readonly StoreLoader _loader;
    private readonly ServiceDirectory _directory;
    private readonly ServiceClock _clock;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private TimeSpan _lastHeartbeat;
    private long _lastLook;

    /// <summary>When the store last took nothing; null while it does take what it is given.</summary>
    private long? _failed;

    public StoreWriter(StoreConnection store, StoreLoader loader, ServiceDirectory directory, ServiceClock clock, ILogger log)
    {
        (_store, _loader, _directory, _clock, _log) = (store, loader, directory, clock, log);
        _lastHeartbeat = clock.Service;
        _thread = new(Run) { Name = "store writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Queues a wish to change an account.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.ServiceBusy"/>: too many wait, or the server is stopping.</exception>
    public Task<AccountState?> ChangeAsync(AccountEntry? account, Func<AccountState, ServiceMoment, AccountState> decide)
    {
        var change = new AccountChange(account, decide);
        _queue.Add(change);
        return change.Done;
    }

    /// <summary>Queues a batch of changes of an account's records.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.ServiceBusy"/>: too many wait, or the server is stopping.</exception>
    public Task<RecordBatchResult> ChangeRecordsAsync(AccountEntry account, RecordBatch batch)
    {
        var wish = new RecordWish(account, batch);
        _queue.Add(wish);
        return wish.Done;
    }

    /// <summary>Finishes what waits, stores the clock and stops.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
    }

    private void Run()
    {
        while (_queue.Take(LookInterval) is { } wishes)
        {
            LookIfDue(wishes.Any(wish => wish.WantsLook));
            if (wishes.Count > 0)
            {
                Commit(wishes);
            }

            HeartbeatIfDue();
        }

        Guarded("store the clock", () => ClockTable.Save(_store, _clock.Service));
    }

    private void Commit(IReadOnlyList<StoreWish> wishes)
    {
        var commit = new StoreCommit(_store, _clock.Now);
        try
        {
            if (wishes.Any(wish => wish is RecordWish))
            {
                // Records are decided on what the store holds, which no other process may change meanwhile.
                _store.InTransaction(() => DecideAll(wishes, commit) && commit.Write());
            }
            else if (DecideAll(wishes, commit))
            {
                _store.InTransaction(commit.Write);
            }
        }
        catch (Exception e)
        {
            _log.LogError(e, "A commit of {Count} wishes failed; nothing was changed.", wishes.Count);
            Failed();
            foreach (var wish in wishes)
            {
                wish.Fail(new DNS4MeException(ServerFaults.StoreFailed(e.Message), e));
            }

            return;
        }

        if (commit.HasChanges)
        {
            Succeeded();
            commit.Changes.ForEach(_loader.Wrote);
            commit.Show();
            _lastHeartbeat = commit.Moment.Service;
        }

        foreach (var wish in wishes)
        {
            wish.Acknowledge();
        }
    }

    private static bool DecideAll(IReadOnlyList<StoreWish> wishes, StoreCommit commit)
    {
        foreach (var wish in wishes)
        {
            wish.Decide(commit);
        }

        return commit.HasChanges;
    }

    private void LookIfDue(bool asked)
    {
        if (asked || Environment.TickCount64 - _lastLook >= LookInterval.TotalMilliseconds)
        {
            _lastLook = Environment.TickCount64;
            Guarded("read what another process changed", () => _loader.LoadChanges(_directory));
        }
    }

    private void HeartbeatIfDue()
    {
        var now = _clock.Service;
        if (_failed is { } failed ? Environment.TickCount64 - failed < RetryInterval.TotalMilliseconds : now - _lastHeartbeat < HeartbeatInterval)
        {
            return;
        }

        _lastHeartbeat = now;
        try
        {
            ClockTable.Save(_store, now);
            Succeeded();
        }
        catch (Exception e)
        {
            if (_failed is null)
            {
                _log.LogError(e, "The store failed to store the clock. Until it can, no lease ends.");
            }

            Failed();
        }
    }

    /// <summary>A sign of life that cannot be stored was given all the same: no lease ends meanwhile.</summary>
    private void Failed()
    {
        _failed = Environment.TickCount64;
        _clock.Halt();
    }

    private void Succeeded()
    {
        if (_failed is not null)
        {
            _failed = null;
            _clock.Continue();
            _log.LogInformation("The store takes changes again.");
        }
    }

    /// <summary>The thread goes on after a failure: it will be tried again.</summary>
    private void Guarded(string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            _log.LogError(e, "The store failed to {What}.", what);
        }
    }
}
