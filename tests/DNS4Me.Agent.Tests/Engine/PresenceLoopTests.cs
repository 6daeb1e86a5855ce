using DNS4Me.Agent.Engine;
using DNS4Me.Agent.Presence;

namespace DNS4Me.Agent.Tests.Engine;

/// <summary>The loop's dealings with its timer, which the system rings more or less when asked to.</summary>
public class PresenceLoopTests
{
    private static readonly TimeSpan Due = TimeSpan.FromSeconds(10);

    /// <summary>Longer than the looks at the clock that a step takes, one after another.</summary>
    private const int Looks = 8;

    [Theory]
    [InlineData(0.0004, 0.001)]
    [InlineData(3, 3)]
    public async Task A_timer_that_rings_early_is_wound_up_again(double secondsEarly, double secondsWound)
    {
        var time = new HandTime();
        var sent = new TaskCompletionSource<SentRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var loop = Loop(time, sent);

        time.RingAt(Due - TimeSpan.FromSeconds(secondsEarly));
        await EngineBench.UntilAsync(() => time.Wound == TimeSpan.FromSeconds(secondsWound));
        Assert.False(sent.Task.IsCompleted);

        time.RingAt(Due);
        Assert.Equal(PresenceRequestKind.KeepAlive, (await sent.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Kind);
    }

    [Fact]
    public async Task A_moment_that_comes_between_two_looks_at_the_clock_is_not_missed()
    {
        var look = TimeSpan.FromMicroseconds(1);
        for (var looks = 0; looks < Looks; looks++)
        {
            var time = new HandTime { Creep = look };
            var sent = new TaskCompletionSource<SentRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var loop = Loop(time, sent);
            time.RingAt(Due - (look * looks));
            await EngineBench.UntilAsync(() => sent.Task.IsCompleted || time.Wound is not null);
        }
    }

    private static PresenceLoop Loop(HandTime time, TaskCompletionSource<SentRequest> sent) => new(
        new() { State = AgentState.Online, Due = Due },
        time,
        () => new(default, default, TimeSpan.FromSeconds(30), new(), Jitter: 0, NewInstanceId: ""),
        (request, cancellation) =>
        {
            sent.TrySetResult(request);
            return Task.FromException<PresenceInput>(new OperationCanceledException(cancellation));
        },
        (_, _) => { });

    /// <summary>A clock and its one timer, which are moved and rung by hand.</summary>
    private sealed class HandTime : TimeProvider, ITimer
    {
        /// <summary>How far the clock goes on at each look.</summary>
        public TimeSpan Creep { get; init; }

        private long _now;
        private long _wound = -1;
        private Action _ring = () => { };

        /// <summary>What the timer was last wound to.</summary>
        public TimeSpan? Wound => Interlocked.Read(ref _wound) is var ticks and >= 0 ? TimeSpan.FromTicks(ticks) : null;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _now, Creep.Ticks);

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
