namespace DNS4Me.Server.Dns;

/// <summary>A host record as it is answered: its data follows from the account's settings and presence.</summary>
/// <param name="Family">IPv4 for A, IPv6 for AAAA.</param>
/// <param name="Online">What it gives while online.</param>
/// <param name="Offline">What it gives while offline.</param>
/// <param name="TimeToLive">In seconds.</param>
/// <param name="IsDefault">Whether it is the one that every domain has; the web redirect of the online settings is for these alone.</param>
public sealed record HostRecord(IPFamily Family, HostTarget Online, HostTarget Offline, int TimeToLive, bool IsDefault)
{
    /// <summary>The records of every name that has no host records of its own.</summary>
    public static IReadOnlyList<HostRecord> Defaults { get; } =
    [
        new(IPFamily.IPv4, HostTarget.Default, HostTarget.Default, DomainRecord.DefaultTimeToLive, IsDefault: true),
        new(IPFamily.IPv6, HostTarget.Default, HostTarget.Default, DomainRecord.DefaultTimeToLive, IsDefault: true),
    ];
}
