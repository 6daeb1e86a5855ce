namespace DNS4Me.Agent.Presence;

/// <summary>What a step of <see cref="PresenceMachine"/> may look at beside its state and its input.</summary>
/// <param name="Now">The moment by the agent's monotonic clock.</param>
/// <param name="Utc">The moment by the calendar, for people to read.</param>
/// <param name="Timeout">How long the service waits for a sign of life; zero for ever.</param>
/// <param name="Option">The client's options.</param>
/// <param name="Jitter">A random number from 0 to 1, so that many agents do not act at once.</param>
/// <param name="NewInstanceId">A name for a go-online, should one begin.</param>
internal readonly record struct PresenceContext(TimeSpan Now, DateTimeOffset Utc, TimeSpan Timeout, ClientOption Option, double Jitter, string NewInstanceId)
{
    /// <summary>Whether signs of life go out over both address families, so that a go-online, which goes out over one, is to be followed by one.</summary>
    public bool BothFamilies { get; init; }

    /// <summary>Whether the service gives the address that it sees; false for one that the user has given.</summary>
    public bool Automatic { get; init; } = true;
}
