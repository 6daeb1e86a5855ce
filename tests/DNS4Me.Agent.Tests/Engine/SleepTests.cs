using DNS4Me.Agent.Engine;
using DNS4Me.Agent.Presence;
using DNS4Me.Service;

namespace DNS4Me.Agent.Tests.Engine;

/// <summary>What the loop does about a machine that sleeps and a calendar that is set: its timer rings late, and one of the clocks shows it.</summary>
public class SleepTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(9);

    [Theory]
    [InlineData(3600, 3600)]
    [InlineData(0, 3600)]
    [InlineData(120, 120)]
    public async Task After_a_sleep_a_sign_of_life_follows_within_seconds(double monotonicSeconds, double calendarSeconds)
    {
        await using var bench = new LoopBench();
        await bench.GoOnlineAsync();
        bench.Time.Ring(TimeSpan.FromSeconds(monotonicSeconds), TimeSpan.FromSeconds(calendarSeconds));
        var wait = await bench.WoundAsync(atMost: TimeSpan.FromSeconds(3));
        bench.Time.Ring(wait, wait);

        // After an hour the sign that was due is given at once, and the one that follows the sleep may come before this is looked at.
        await EngineBench.UntilAsync(() => bench.Signs > 0);
        Assert.Equal(AgentState.Online, bench.Loop.State.State);
    }

    [Theory]
    [InlineData(-3600 * 24 * 365)]
    [InlineData(0)]
    [InlineData(30)]
    public async Task A_calendar_set_back_or_a_little_forward_changes_nothing(double step)
    {
        await using var bench = new LoopBench();
        await bench.GoOnlineAsync();
        var due = bench.Loop.State.Due!.Value;
        bench.Time.Ring(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10 + step));
        await bench.WoundAsync(atMost: TimeSpan.FromSeconds(10));
        Assert.Equal((due, 0), (bench.Loop.State.Due, bench.Signs));
        Assert.Equal(Timeout, bench.Loop.State.LeaseEnds);
    }

    [Fact]
    public async Task The_timer_is_never_wound_for_long_since_it_stands_still_in_sleep()
    {
        await using var bench = new LoopBench();
        await bench.GoOnlineAsync();
        for (var i = 0; i < 10; i++)
        {
            var wait = await bench.WoundAsync(atMost: TimeSpan.FromSeconds(10));
            bench.Time.Ring(wait, wait);
        }
    }

    private sealed class LoopBench : IAsyncDisposable
    {
        private volatile int _signs;

        public LoopBench() => Loop = new(
            new(),
            Time,
            () => new(default, default, Timeout, new(), Jitter: 0, NewInstanceId: "instance"),
            (request, _) =>
            {
                _signs += request.Kind == PresenceRequestKind.KeepAlive ? 1 : 0;
                return Task.FromResult<PresenceInput>(new PresenceInput.Answered(request.Number, new PresenceInfo { Epoch = 1, Online = true, SeenAddress = System.Net.IPAddress.Loopback, Lease = Timeout, Domains = [] }));
            },
            (_, _) => { });

        public StepTime Time { get; } = new();

        public PresenceLoop Loop { get; }

        public int Signs => _signs;

        public async Task GoOnlineAsync()
        {
            Loop.Post(new PresenceInput.Connect());
            await EngineBench.UntilAsync(() => Loop.State.State == AgentState.Online);

            // The state shows before the timer is wound by the clock that a test then moves.
            await WoundAsync(atMost: TimeSpan.FromSeconds(10));
        }

        /// <summary>Waits until the timer is wound anew, and takes what for.</summary>
        public async Task<TimeSpan> WoundAsync(TimeSpan atMost)
        {
            TimeSpan? wound = null;
            await EngineBench.UntilAsync(() => (wound = Time.TakeWound(atMost)) is not null);
            return wound!.Value;
        }

        public ValueTask DisposeAsync() => Loop.DisposeAsync();
    }

    /// <summary>Two clocks that are moved by hand, apart, and one timer.</summary>
    private sealed class StepTime : TimeProvider, ITimer
    {
        private readonly Lock _gate = new();
        private TimeSpan _now;
        private DateTimeOffset _utc = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private TimeSpan? _wound;
        private Action _ring = () => { };

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            lock (_gate)
            {
                return _now.Ticks;
            }
        }

        public override DateTimeOffset GetUtcNow()
        {
            lock (_gate)
            {
                return _utc;
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            return this;
        }

        public void Ring(TimeSpan monotonic, TimeSpan calendar)
        {
            lock (_gate)
            {
                (_now, _utc, _wound) = (_now + monotonic, _utc + calendar, null);
            }

            _ring();
        }

        public TimeSpan? TakeWound(TimeSpan atMost)
        {
            lock (_gate)
            {
                return _wound <= atMost ? _wound : null;
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _wound = dueTime;
            }

            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
