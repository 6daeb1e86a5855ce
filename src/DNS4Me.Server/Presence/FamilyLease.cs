using System.Net;

namespace DNS4Me.Server.Presence;

/// <summary>What is known of one address family: where the last sign of life came from, and until when it counts.</summary>
/// <param name="Address">The address that the sign of life came from.</param>
/// <param name="Ends">The service time at which the lease ends; <see cref="Never"/> without a timeout.</param>
public sealed record FamilyLease(IPAddress Address, TimeSpan Ends)
{
    /// <summary>The end of a lease that never ends.</summary>
    public static readonly TimeSpan Never = TimeSpan.MaxValue;

    /// <summary>A lease from <paramref name="now"/> on; a <paramref name="timeout"/> of zero never ends.</summary>
    public static FamilyLease From(IPAddress address, TimeSpan now, TimeSpan timeout)
        => new(address, timeout == TimeSpan.Zero ? Never : now + timeout);

    /// <summary>Whether the lease holds at a service time.</summary>
    public bool Holds(TimeSpan now) => Ends > now;
}
