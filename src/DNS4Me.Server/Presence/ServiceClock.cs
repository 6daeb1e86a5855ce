namespace DNS4Me.Server.Presence;

/// <summary>
/// The clock that leases are measured by. It advances only while the server runs and can store signs of life, on the monotonic timer: a lease outlives the
/// server's own absence, and a step of the wall clock never ends one.
/// </summary>
public sealed class ServiceClock
{
    private readonly TimeProvider _time;
    private volatile Run _run;

    /// <summary>Sets the clock going where it was when it was last stored.</summary>
    /// <param name="time">The source of the monotonic timer and the calendar.</param>
    /// <param name="before">The service time that was stored last; zero for a new store.</param>
    public ServiceClock(TimeProvider time, TimeSpan before) => (_time, _run) = (time, new(before, time.GetTimestamp()));

    /// <summary>This moment.</summary>
    public ServiceMoment Now => new(Service, _time.GetUtcNow());

    /// <summary>This moment by the service clock alone.</summary>
    public TimeSpan Service => _run is var run && run.Since is { } since ? run.Before + _time.GetElapsedTime(since) : run.Before;

    /// <summary>Whether it stands still.</summary>
    public bool IsHalted => _run.Since is null;

    /// <summary>Stands still until <see cref="Continue"/>. It is for one thread to halt the clock and set it going.</summary>
    public void Halt() => _run = new(Service, null);

    /// <summary>Goes on where it stands.</summary>
    public void Continue()
    {
        if (_run is { Since: null } halted)
        {
            _run = halted with { Since = _time.GetTimestamp() };
        }
    }

    /// <param name="Before">The service time at its beginning.</param>
    /// <param name="Since">The timestamp of its beginning; null while the clock stands.</param>
    private sealed record Run(TimeSpan Before, long? Since);
}
