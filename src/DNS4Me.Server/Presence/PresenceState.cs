namespace DNS4Me.Server.Presence;

/// <summary>An account's presence as it is stored. Whether the domains are online follows from it and the moment: nothing sweeps.</summary>
public sealed record PresenceState
{
    /// <summary>Of an account that was never online.</summary>
    public static PresenceState None { get; } = new();

    /// <summary>The number of the present or last go-online; 0 when there was none.</summary>
    public long Epoch { get; init; }

    /// <summary>The go-online that the epoch belongs to; see <see cref="Service.OnlineRequest.InstanceId"/>. Empty when there was none.</summary>
    public string InstanceId { get; init; } = "";

    /// <summary>The machine that went online.</summary>
    public string Machine { get; init; } = "";

    /// <summary>Whether that machine took the domains offline itself; then only a go-online brings them back.</summary>
    public bool WentOffline { get; init; }

    /// <summary>The lease of IPv4, held or ended; null when that family has not been seen since the go-online.</summary>
    public FamilyLease? IPv4 { get; init; }

    /// <summary>The lease of IPv6, held or ended; null when that family has not been seen since the go-online.</summary>
    public FamilyLease? IPv6 { get; init; }

    /// <summary>The lease of a family.</summary>
    public FamilyLease? Of(IPFamily family) => family == IPFamily.IPv4 ? IPv4 : IPv6;

    /// <summary>Whether a lease holds at a service time.</summary>
    public bool HoldsAt(TimeSpan now) => !WentOffline && (IPv4?.Holds(now) == true || IPv6?.Holds(now) == true);

    /// <summary>The service time at which the last lease ends; null for never, or when there is none.</summary>
    public TimeSpan? Ends
    {
        get
        {
            var last = (IPv4?.Ends ?? TimeSpan.Zero) > (IPv6?.Ends ?? TimeSpan.Zero) ? IPv4 : IPv6;
            return last is null || last.Ends == FamilyLease.Never ? null : last.Ends;
        }
    }
}
