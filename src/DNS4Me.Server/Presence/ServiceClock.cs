namespace DNS4Me.Server.Presence;

/// <summary>
/// The clock that leases are measured by. It advances only while the server runs, on the monotonic timer: a lease outlives the
/// server's own absence, and a step of the wall clock never ends one.
/// </summary>
public sealed class ServiceClock
{
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly TimeSpan _before;

    /// <summary>Sets the clock going where it was when it was last stored.</summary>
    /// <param name="time">The source of the monotonic timer and the calendar.</param>
    /// <param name="before">The service time that was stored last; zero for a new store.</param>
    public ServiceClock(TimeProvider time, TimeSpan before)
    {
        _time = time;
        _before = before;
        _started = time.GetTimestamp();
    }

    /// <summary>This moment.</summary>
    public ServiceMoment Now => new(Service, _time.GetUtcNow());

    /// <summary>This moment by the service clock alone.</summary>
    public TimeSpan Service => _before + _time.GetElapsedTime(_started);
}
