using System.Runtime.InteropServices;

namespace DNS4Me.Agent.Hosting;

/// <summary>
/// The system's clocks, of which the monotonic one goes on while the machine sleeps: a lease at the service does too. On Windows the framework's own does so
/// (QueryPerformanceCounter); on Linux it stands still, and CLOCK_BOOTTIME does not (clock_gettime(2)), nor does CLOCK_MONOTONIC_RAW on macOS.
/// </summary>
internal sealed partial class WakefulClock : TimeProvider
{
    private const int LinuxBootTime = 7;
    private const int DarwinMonotonicRaw = 4;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private static readonly int? Clock = OperatingSystem.IsLinux() ? LinuxBootTime : OperatingSystem.IsMacOS() ? DarwinMonotonicRaw : null;

    private WakefulClock()
    {
    }

    /// <summary>The clock.</summary>
    public static WakefulClock Instance { get; } = new();

    /// <inheritdoc/>
    public override long TimestampFrequency => Clock is null ? base.TimestampFrequency : NanosecondsPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        if (Clock is not { } clock)
        {
            return base.GetTimestamp();
        }

        // It fails for a clock that the system does not have, which neither of these is.
        return GetTime(clock, out var time) == 0 ? (time.Seconds * NanosecondsPerSecond) + time.Nanoseconds : throw new PlatformNotSupportedException();
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    /// <summary>struct timespec, whose members are as wide as the processor's words.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        private readonly nint _seconds;
        private readonly nint _nanoseconds;

        public long Seconds => _seconds;

        public long Nanoseconds => _nanoseconds;
    }
}
