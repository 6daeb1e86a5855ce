using System.Threading.Channels;
using DNS4Me.Agent.Presence;

namespace DNS4Me.Agent.Engine;

/// <summary>The one owner of the presence state: takes inputs in turn, steps the machine, and does what the new state asks for.</summary>
internal sealed class PresenceLoop : IAsyncDisposable
{
    /// <summary>The longest that the timer is wound for: it stands still while the machine sleeps, and the leases do not.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromSeconds(10);

    /// <summary>How late a timer rings that has slept, or whose calendar was set forward. Neither is told, and both may have changed everything.</summary>
    private static readonly TimeSpan SleepsLate = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Func<PresenceContext> _context;
    private readonly Func<SentRequest, CancellationToken, Task<PresenceInput>> _send;
    private readonly Action<PresenceState, PresenceState> _entered;
    private readonly Channel<(PresenceInput Input, StateWaiter? Waiter)> _inputs
        = Channel.CreateUnbounded<(PresenceInput, StateWaiter?)>(new() { SingleReader = true });

    private readonly List<StateWaiter> _waiters = [];
    private readonly ITimer _timer;
    private readonly Task _running;
    private CancellationTokenSource? _sending;
    private (TimeSpan Now, DateTimeOffset Utc)? _rings;
    private volatile PresenceState _state;

    /// <summary>Begins to take inputs.</summary>
    /// <param name="state">The first state.</param>
    /// <param name="time">The clocks and timers.</param>
    /// <param name="context">Makes the context of a step, all but its moment.</param>
    /// <param name="send">Carries out a request and gives its result as an input.</param>
    /// <param name="entered">Called on the loop after each step with the state before and after; it stores and reports. Waiters hear of the state after that.</param>
    public PresenceLoop(
        PresenceState state,
        TimeProvider time,
        Func<PresenceContext> context,
        Func<SentRequest, CancellationToken, Task<PresenceInput>> send,
        Action<PresenceState, PresenceState> entered)
    {
        (_state, _time, _context, _send, _entered) = (state, time, context, send, entered);
        _started = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Post(new PresenceInput.Tick()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _running = RunAsync();
    }

    /// <summary>The state as of the last step.</summary>
    public PresenceState State => _state;

    /// <summary>The moment by the clock that the state's moments are by.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_started);

    /// <summary>Gives an input.</summary>
    /// <param name="input">What happened.</param>
    /// <param name="waiter">Looks at the state from the step of this input on; with <see cref="PresenceInput.Withdraw"/> the one that waits no more.</param>
    public void Post(PresenceInput input, StateWaiter? waiter = null) => _inputs.Writer.TryWrite((input, waiter));

    /// <summary>Goes offline, and ends once the service has been told or could not be told at the first try.</summary>
    /// <param name="keepsWish">Whether the user goes on wanting to be online.</param>
    /// <param name="cancellation">Ends the wait alone.</param>
    public Task LeaveAsync(bool keepsWish, CancellationToken cancellation)
        => WaitAsync(new PresenceInput.Leave(keepsWish), StateWaiter.ForOffline(), cancellation);

    /// <summary>Gives a sign of life now, and ends with its result.</summary>
    /// <param name="cancellation">Ends the wait alone.</param>
    /// <exception cref="DNS4MeException">It failed, or the domains are not online.</exception>
    public Task UpdateAsync(CancellationToken cancellation)
        => WaitAsync(new PresenceInput.Update(), StateWaiter.ForUpdate(), cancellation);

    /// <summary>Ends once the loop has taken a turn, which a loop that hangs or has failed does not.</summary>
    public Task ProbeAsync(CancellationToken cancellation) => WaitAsync(new PresenceInput.Probe(), StateWaiter.ForTurn(), cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _inputs.Writer.TryComplete();
        await _running.ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        if (_sending is not null)
        {
            await _sending.CancelAsync().ConfigureAwait(false);
        }
    }

    private Task WaitAsync(PresenceInput input, StateWaiter waiter, CancellationToken cancellation)
    {
        Post(input, waiter);
        return waiter.Done.WaitAsync(cancellation);
    }

    private async Task RunAsync()
    {
        await foreach (var (input, waiter) in _inputs.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (input is PresenceInput.Withdraw)
            {
                // Judged here and in turn, so that a console that comes as another one goes is not taken for nobody.
                _waiters.Remove(waiter!);
                if (_waiters.Exists(waiting => waiting.WantsOnline))
                {
                    continue;
                }
            }

            var woke = input is PresenceInput.Tick && HasSlept();
            Step(input);
            if (woke)
            {
                Step(new PresenceInput.NetworkUp());
            }

            if (waiter is not null && input is not PresenceInput.Withdraw)
            {
                _waiters.Add(waiter);
            }

            _waiters.RemoveAll(waiting => waiting.Look(_state));
        }
    }

    private void Step(PresenceInput input)
    {
        var (before, now) = (_state, Now);
        var after = PresenceMachine.Next(before, input, _context() with { Now = now, Utc = _time.GetUtcNow() });
        if (ReferenceEquals(before, after))
        {
            // A timer may ring a moment early, and one for a later moment than it can wait for does: it is wound up again. That is judged by the moment that
            // the machine was given: by a later one what was early for it could be due, and nothing would ever ring again.
            if (input is PresenceInput.Tick && before.Due > now)
            {
                Wind(before.Due.Value);
            }

            return;
        }

        _state = after;
        if (after.Request != before.Request)
        {
            Send(after.Request);
        }

        if (after.Due is { } due)
        {
            Wind(due);
        }

        _entered(before, after);
    }

    private void Wind(TimeSpan due)
    {
        var now = Now;

        // A timer counts whole milliseconds and drops what is over, so that it would ring early each time.
        var wait = due <= now ? TimeSpan.Zero : due - now < LongestTimer ? TimeSpan.FromMilliseconds(Math.Ceiling((due - now).TotalMilliseconds)) : LongestTimer;
        _rings = (now + wait, _time.GetUtcNow() + wait);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the machine has slept since the timer was wound: by the clock that goes on meanwhile, or where there is none by the calendar.</summary>
    private bool HasSlept()
        => _rings is { } rings && (Now - rings.Now > SleepsLate || _time.GetUtcNow() - rings.Utc > SleepsLate);

    /// <summary>Sends a request in place of the one before it, which is withdrawn from the wire if it is still there.</summary>
    private void Send(SentRequest? request)
    {
        _sending?.Cancel();
        _sending?.Dispose();
        _sending = request is null ? null : new();
        if (request is not null)
        {
            _ = SendAsync(request, _sending!.Token);
        }
    }

    private async Task SendAsync(SentRequest request, CancellationToken cancellation)
    {
        // The loop goes on at once, even if the request is answered without a wait.
        await Task.Yield();
        try
        {
            Post(await _send(request, cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Another request has taken its place.
        }
    }
}
