using DNS4Me.Server.Presence;
using Microsoft.Extensions.Time.Testing;
using static DNS4Me.Server.Tests.Support.TestTime;

namespace DNS4Me.Server.Tests.Presence;

public class ServiceClockTests
{
    [Fact]
    public void It_goes_on_from_where_it_was_stored()
    {
        var time = new FakeTimeProvider(Start);
        var clock = new ServiceClock(time, Seconds(1000));
        time.Advance(Seconds(5));

        Assert.Equal(new ServiceMoment(Seconds(1005), Start.AddSeconds(5)), clock.Now);
    }

    [Fact]
    public void A_halt_is_no_time_to_it()
    {
        var time = new FakeTimeProvider(Start);
        var clock = new ServiceClock(time, TimeSpan.Zero);
        time.Advance(Seconds(5));
        clock.Halt();
        clock.Halt();
        time.Advance(Seconds(3600));
        Assert.Equal(Seconds(5), clock.Service);

        clock.Continue();
        time.Advance(Seconds(2));
        clock.Continue();
        Assert.Equal(new ServiceMoment(Seconds(7), Start.AddSeconds(3607)), clock.Now);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void A_step_of_the_wall_clock_is_nothing_to_it(int step)
    {
        var time = new SteppingTime();
        var clock = new ServiceClock(time, TimeSpan.Zero);
        time.Step = Seconds(step);
        time.Advance(Seconds(5));

        Assert.Equal(Seconds(5), clock.Service);
        Assert.Equal(Start.AddSeconds(step + 5), clock.Now.Utc);
    }
}
