using DNS4Me.Agent.Events;

namespace DNS4Me.Agent.Engine;

/// <summary>
/// Gives the service the online and offline settings, one time after another, so that older ones never arrive last. What the service could not be
/// given is owed to it: it gets that after a while, and whenever the engine hears of it.
/// </summary>
internal sealed class SettingsPublisher : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _owing = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Func<CancellationToken, Task> _give;
    private readonly Func<TimeSpan?> _retryAfter;
    private readonly Action<bool> _owes;
    private readonly EventLog _events;
    private readonly ITimer _timer;
    private long _asked;
    private long _tried;
    private Fault? _fault;
    private volatile bool _owed;
    private volatile bool _told;

    /// <summary>A publisher that does nothing yet.</summary>
    /// <param name="owed">Whether an agent before this one left the service without the settings.</param>
    /// <param name="give">Gives the service the settings in force at that moment.</param>
    /// <param name="again">Has <see cref="GiveAsync"/> called once more, with all that follows it.</param>
    /// <param name="retryAfter">How long after a failure to try again; null: not before the service is heard of.</param>
    /// <param name="owes">Stores whether the service has yet to be given the settings.</param>
    /// <param name="events">Where failures are told.</param>
    /// <param name="time">The clock of the timer.</param>
    public SettingsPublisher(
        bool owed, Func<CancellationToken, Task> give, Action again, Func<TimeSpan?> retryAfter, Action<bool> owes, EventLog events, TimeProvider time)
    {
        (_owed, _give, _retryAfter, _owes, _events) = (owed, give, retryAfter, owes, events);
        _timer = time.CreateTimer(_ => again(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the service has yet to be given the settings.</summary>
    public bool Owes => _owed;

    /// <summary>Whether it is being given them just now.</summary>
    public bool IsGiving => _turn.CurrentCount == 0;

    /// <summary>Gives the service the settings as they are now or later.</summary>
    /// <returns>Why it could not be given them; null when it has them.</returns>
    public async Task<Fault?> GiveAsync()
    {
        var mine = Interlocked.Increment(ref _asked);
        Owe(true);
        await _turn.WaitAsync(_ending.Token).ConfigureAwait(false);
        try
        {
            if (_tried < mine)
            {
                _tried = Interlocked.Read(ref _asked);
                Note(_fault = await TryAsync().ConfigureAwait(false));
            }

            return _fault;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The service has yet to be given the settings, at a better time.</summary>
    public void Due() => Owe(true);

    /// <summary>Somebody was told that the service has not been given the settings yet, and can look up that it has been.</summary>
    public void Late(Fault fault)
    {
        if (!_told)
        {
            _told = true;
            _events.Add(EventKind.Error, Missing(fault), fault.Code);
        }
    }

    /// <summary>The service got the settings in force by another way.</summary>
    public void Carried() => Owe(false);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Cancel();
        _timer.Dispose();
    }

    private async Task<Fault?> TryAsync()
    {
        try
        {
            await _give(_ending.Token).ConfigureAwait(false);
            return null;
        }
        catch (DNS4MeException e)
        {
            return e.Fault;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Faults.InternalError(e.Message);
        }
    }

    private void Note(Fault? fault)
    {
        // A refusal is as good as an answer: only a person can make the next try come to something else.
        Owe(fault is { IsTransient: true } || _tried < Interlocked.Read(ref _asked));
        if (fault is null && _told)
        {
            _events.Add(EventKind.Setting, "The service has been given the changed settings.");
        }
        else if (fault is not null && !_told)
        {
            _events.Add(EventKind.Error, Missing(fault), fault.Code);
        }

        _told = fault is { IsTransient: true };
        if (fault is { IsTransient: true } && _retryAfter() is { } wait)
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private static string Missing(Fault fault) => $"The service has not been given the changed settings: {fault.Message}";

    private void Owe(bool owed)
    {
        lock (_owing)
        {
            if (_owed != owed)
            {
                _owed = owed;
                _owes(owed);
            }
        }
    }
}
