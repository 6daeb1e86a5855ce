namespace DNS4Me.Server.Presence;

/// <summary>
/// A monotonic timer that stands still while the process does: stopped, frozen with its machine, or starved. It beats, and never runs further ahead of a beat than
/// <see cref="LongestBeat"/>. While the service cannot take signs of life, none are missed: a hang is an absence like another.
/// </summary>
internal sealed class WorkingTime : TimeProvider, IDisposable
{
    /// <summary>How much time at most passes between two beats.</summary>
    public static readonly TimeSpan LongestBeat = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BeatInterval = LongestBeat / 4;

    private readonly TimeProvider _source;
    private readonly ITimer _timer;
    private volatile Beat _last;

    /// <summary>Begins to beat.</summary>
    /// <param name="source">The timer that goes on whatever becomes of the process.</param>
    public WorkingTime(TimeProvider source)
    {
        _source = source;
        _last = new(source.GetTimestamp(), 0);
        _timer = source.CreateTimer(_ => _last = Next(), null, BeatInterval, BeatInterval);
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _source.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _source.LocalTimeZone;

    /// <inheritdoc/>
    public override long GetTimestamp() => Next().Time;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _source.GetUtcNow();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _source.CreateTimer(callback, state, dueTime, period);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private Beat Next()
    {
        var (last, now) = (_last, _source.GetTimestamp());
        var longest = (long)(LongestBeat.TotalSeconds * _source.TimestampFrequency);
        return new(now, last.Time + Math.Min(now - last.At, longest));
    }

    /// <param name="At">The source's timestamp of the beat.</param>
    /// <param name="Time">This timer's own.</param>
    private sealed record Beat(long At, long Time);
}
