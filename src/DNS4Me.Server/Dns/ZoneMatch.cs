using DNS4Me.Server.State;

namespace DNS4Me.Server.Dns;

/// <summary>Where a name belongs.</summary>
/// <param name="Tree">The names to look it up among.</param>
/// <param name="Domain">The domain it lies in; null for a name of a service zone.</param>
/// <param name="RootOffset">The octet of the name at which the name that <paramref name="Tree"/> is relative to starts.</param>
/// <param name="ZoneOffset">The octet of the name at which the zone's name starts.</param>
public readonly record struct ZoneMatch(ZoneTree Tree, DomainEntry? Domain, int RootOffset, int ZoneOffset);
