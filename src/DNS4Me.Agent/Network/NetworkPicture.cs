using System.Net;

namespace DNS4Me.Agent.Network;

/// <summary>What the machine has of its network at one moment.</summary>
/// <param name="LeadsOut">Whether an interface is up that leads beyond this machine.</param>
/// <param name="Addresses">The addresses of the interfaces that are up, but for those that no other network knows (RFC 3927, RFC 4291, section 2.5.6).</param>
/// <param name="Gateways">Where the default routes lead.</param>
internal sealed record NetworkPicture(bool LeadsOut, IReadOnlyList<IPAddress> Addresses, IReadOnlyList<IPAddress> Gateways)
{
    /// <summary>Of a machine whose network cannot be looked at.</summary>
    public static NetworkPicture Unknown { get; } = new(false, [], []);
}
