namespace DNS4Me.Server.Presence;

/// <summary>One moment by the server's two clocks, read together so that an answer is of one piece.</summary>
/// <param name="Service">The service clock: how long the server has run in all its lives. Leases are measured by it.</param>
/// <param name="Utc">The calendar. Registrations expire by it, and nothing else does.</param>
public readonly record struct ServiceMoment(TimeSpan Service, DateTimeOffset Utc);
