using DNS4Me.Server.Presence;
using Microsoft.Extensions.Time.Testing;
using static DNS4Me.Server.Tests.Support.TestTime;

namespace DNS4Me.Server.Tests.Presence;

public class WorkingTimeTests
{
    [Fact]
    public void It_runs_as_its_source_does_while_it_beats()
    {
        var source = new FakeTimeProvider(Start);
        using var time = new WorkingTime(source);
        var clock = new ServiceClock(time, TimeSpan.Zero);
        for (var second = 0; second < 600; second++)
        {
            // The fake clock lets the timers of a step ring at its end.
            source.Advance(Seconds(1));
        }

        Assert.Equal(new ServiceMoment(Seconds(600), Start.AddSeconds(600)), clock.Now);
    }

    [Fact]
    public void A_process_that_stood_still_has_missed_no_sign_of_life()
    {
        var source = new SteppingTimer();
        using var time = new WorkingTime(source);
        var clock = new ServiceClock(time, TimeSpan.Zero);
        source.Now = Seconds(3600);
        Assert.Equal(WorkingTime.LongestBeat, clock.Service);

        source.Beat();
        source.Now += Seconds(1);
        Assert.Equal(WorkingTime.LongestBeat + Seconds(1), clock.Service);
    }

    /// <summary>Time passes at once, and its timer rings when told to.</summary>
    private sealed class SteppingTimer : TimeProvider
    {
        private Action _ring = () => { };

        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public void Beat() => _ring();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            return new FakeTimeProvider().CreateTimer(callback, state, dueTime, period);
        }
    }
}
