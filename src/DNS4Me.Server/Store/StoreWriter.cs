using System.Collections.Concurrent;
using DNS4Me.Server.Presence;
using DNS4Me.Server.State;

namespace DNS4Me.Server.Store;

/// <summary>
/// The one thread that changes the store and the memory. Wishes that wait are committed together, then shown to all readers, then
/// acknowledged. When the commit fails the memory stays as it was.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private const int MostWaiting = 50_000;
    private const int MostInBatch = 1_000;

    /// <summary>How often the writer looks what other processes changed.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>How often the service clock is stored while nothing else is: after a crash, leases are longer by at most this.</summary>
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<AccountChange> _waiting = new(MostWaiting);
    private readonly StoreConnection _store;
    private readonly StoreLoader _loader;
    private readonly ServiceDirectory _directory;
    private readonly ServiceClock _clock;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private TimeSpan _lastHeartbeat;
    private long _lastLook;

    public StoreWriter(StoreConnection store, StoreLoader loader, ServiceDirectory directory, ServiceClock clock, ILogger log)
    {
        (_store, _loader, _directory, _clock, _log) = (store, loader, directory, clock, log);
        _lastHeartbeat = clock.Service;
        _thread = new(Run) { Name = "store writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Queues a wish.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.ServiceBusy"/>: too many wait, or the server is stopping.</exception>
    public Task<AccountState?> ChangeAsync(AccountEntry? account, Func<AccountState, ServiceMoment, AccountState> decide)
    {
        var change = new AccountChange(account, decide);
        try
        {
            return _waiting.TryAdd(change) ? change.Done : throw new DNS4MeException(Faults.ServiceBusy());
        }
        catch (InvalidOperationException e)
        {
            throw new DNS4MeException(ServerFaults.Stopping(), e);
        }
    }

    /// <summary>Finishes what waits, stores the clock and stops.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
    }

    private void Run()
    {
        var batch = new List<AccountChange>();
        while (!_waiting.IsCompleted)
        {
            batch.Clear();
            for (var wait = LookInterval; batch.Count < MostInBatch && _waiting.TryTake(out var change, wait); wait = TimeSpan.Zero)
            {
                batch.Add(change);
            }

            LookIfDue(batch.Any(change => change.Account is null));
            if (batch.Count > 0)
            {
                Commit(batch);
            }

            HeartbeatIfDue();
        }

        Guarded("store the clock", () => ClockTable.Save(_store, _clock.Service));
    }

    private void Commit(List<AccountChange> batch)
    {
        var moment = _clock.Now;
        var changed = new Dictionary<AccountEntry, AccountState>();
        foreach (var change in batch)
        {
            if (change.Account is { } account && change.DecideOn(changed.GetValueOrDefault(account) ?? account.Current, moment) is { } state)
            {
                changed[account] = state;
            }
        }

        try
        {
            Write(changed, moment);
        }
        catch (Exception e)
        {
            _log.LogError(e, "A commit of {Count} changes failed; nothing was changed.", batch.Count);
            batch.ForEach(change => change.Fail(new DNS4MeException(ServerFaults.StoreFailed(e.Message), e)));
            return;
        }

        foreach (var (account, state) in changed)
        {
            account.Publish(state);
        }

        batch.ForEach(change => change.Acknowledge());
    }

    private void Write(Dictionary<AccountEntry, AccountState> changed, ServiceMoment moment)
    {
        if (changed.Count == 0)
        {
            return;
        }

        _store.InTransaction(() =>
        {
            foreach (var (account, state) in changed)
            {
                var before = account.Current;
                if (!ReferenceEquals(before.Presence, state.Presence))
                {
                    AccountTable.SavePresence(_store, account.Id, state.Presence);
                }

                if (before.Name != state.Name || before.Settings != state.Settings)
                {
                    AccountTable.UpdateProfile(_store, account.Id, state);
                }
            }

            ClockTable.Save(_store, moment.Service);
            return changed.Count;
        });
        _lastHeartbeat = moment.Service;
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
        if (now - _lastHeartbeat >= HeartbeatInterval)
        {
            _lastHeartbeat = now;
            Guarded("store the clock", () => ClockTable.Save(_store, now));
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
