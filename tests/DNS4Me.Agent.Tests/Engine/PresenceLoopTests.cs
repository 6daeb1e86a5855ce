using DNS4Me.Agent.Engine;
using DNS4Me.Agent.Presence;

namespace DNS4Me.Agent.Tests.Engine;

/// <summary>The loop's dealings with its timer, which the system rings more or less when asked to.</summary>
public class PresenceLoopTests
{
    private static readonly TimeSpan Due = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(0.0004)]
    [InlineData(3)]
    public async Task A_timer_that_rings_early_is_wound_up_again(double secondsEarly)
    {
        var time = new HandTime();
        var sent = new TaskCompletionSource<SentRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var loop = new PresenceLoop(
            new() { State = AgentState.Online, Due = Due },
            time,
            () => new(default, default, TimeSpan.FromSeconds(30), new(), Jitter: 0, NewInstanceId: ""),
            (request, cancellation) =>
            {
                sent.TrySetResult(request);
                return Task.FromException<PresenceInput>(new OperationCanceledException(cancellation));
            },
            (_, _) => { });
        var early = TimeSpan.FromSeconds(secondsEarly);

        time.RingAt(Due - early);
        await EngineBench.UntilAsync(() => time.Wound == early);
        Assert.False(sent.Task.IsCompleted);

        time.RingAt(Due);
        Assert.Equal(PresenceRequestKind.KeepAlive, (await sent.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Kind);
    }

    /// <summary>A clock and its one timer, which are moved and rung by hand.</summary>
    private sealed class HandTime : TimeProvider, ITimer
    {
        private long _now;
        private long _wound = -1;
        private Action _ring = () => { };

        /// <summary>What the timer was last wound to.</summary>
        public TimeSpan? Wound => Interlocked.Read(ref _wound) is var ticks and >= 0 ? TimeSpan.FromTicks(ticks) : null;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            return this;
        }

        public void RingAt(TimeSpan moment)
        {
            Interlocked.Exchange(ref _now, moment.Ticks);
            _ring();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Exchange(ref _wound, dueTime.Ticks);
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
