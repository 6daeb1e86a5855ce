using System.Net;

namespace DNS4Me;

/// <summary>What is known of an account's presence at one moment. A plain value, so that the DNS path can make one without an allocation.</summary>
/// <param name="Online">Whether a lease holds.</param>
/// <param name="WasEverOnline">Whether the domains were ever online.</param>
/// <param name="Address">The IPv4 address with a lease while online, the last known one while offline; null for none.</param>
/// <param name="AddressIPv6">The IPv6 address with a lease while online, the last known one while offline; null for none.</param>
public readonly record struct PresenceFacts(bool Online, bool WasEverOnline, IPAddress? Address, IPAddress? AddressIPv6)
{
    /// <summary>The address of a family.</summary>
    public IPAddress? AddressOf(IPFamily family) => family == IPFamily.IPv4 ? Address : AddressIPv6;
}
