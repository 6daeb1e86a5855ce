using System.Globalization;
using DNS4Me.Agent.Hosting;

namespace DNS4Me.Agent.Tests.Hosting;

public class WakefulClockTests
{
    [Fact]
    public void On_Linux_it_tells_the_time_since_the_start_of_the_system_sleep_included()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc/uptime is Linux's.");

        // proc(5): "including time spent in suspend"; in hundredths, cut off.
        var before = Uptime();
        var now = WakefulClock.Instance.GetElapsedTime(0).TotalSeconds;
        Assert.InRange(now, before, Uptime() + 0.01);
    }

    [Fact]
    public void It_never_goes_back()
    {
        var clock = WakefulClock.Instance;
        for (var (i, last) = (0, clock.GetTimestamp()); i < 10_000; i++)
        {
            var now = clock.GetTimestamp();
            Assert.True(now >= last);
            last = now;
        }
    }

    private static double Uptime() => double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
}
