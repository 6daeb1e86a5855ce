using Microsoft.Extensions.Time.Testing;

namespace DNS4Me.Server.Tests.Support;

/// <summary>A fake time whose wall clock can be set without the monotonic timer feeling it, as on a real machine.</summary>
internal sealed class SteppingTime : FakeTimeProvider
{
    public SteppingTime()
        : base(TestTime.Start)
    {
    }

    /// <summary>How far the wall clock is off.</summary>
    public TimeSpan Step { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
