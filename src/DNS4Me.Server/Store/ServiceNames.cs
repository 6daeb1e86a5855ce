namespace DNS4Me.Server.Store;

/// <summary>The names that are the service's own, all in lower-case A-labels.</summary>
/// <param name="Zones">The zones below which accounts have their domains.</param>
/// <param name="Hosts">The hosts of the service itself: no account's domain may be, or enclose, one of them.</param>
public sealed record ServiceNames(IReadOnlyList<string> Zones, IReadOnlyList<string> Hosts);
