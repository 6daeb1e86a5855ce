using System.Net;

namespace DNS4Me.Server.Hosting;

/// <summary>Who counts as one client where there is a limit for each.</summary>
internal static class ClientSubnet
{
    private const int IPv6Bytes = 8;

    /// <summary>The address of a client, or its network: a household has a whole /64 of IPv6 addresses.</summary>
    public static IPAddress Of(IPAddress address)
    {
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        if (bytes.Length > IPv6Bytes)
        {
            bytes.AsSpan(IPv6Bytes).Clear();
        }

        return new(bytes);
    }
}
