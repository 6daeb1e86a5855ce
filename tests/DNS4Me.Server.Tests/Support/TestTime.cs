using DNS4Me.Server.Presence;

namespace DNS4Me.Server.Tests.Support;

/// <summary>The moments that tests speak of.</summary>
internal static class TestTime
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How long a test waits for what should come at once.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    public static ServiceMoment At(double seconds) => new(Seconds(seconds), Start);
}
