using System.Net;
using System.Net.Sockets;

namespace DNS4Me;

/// <summary>Addresses as people write them.</summary>
public static class AddressText
{
    /// <summary>
    /// Reads an IPv4 address in its four decimal parts or an IPv6 address without a zone. The framework's own parser also takes
    /// <c>1</c>, <c>0x7f.1</c> and <c>010.0.0.1</c>, which in a record are mistakes.
    /// </summary>
    public static bool TryParse(string? text, out IPAddress? address)
    {
        address = null;
        if (text is null || !IPAddress.TryParse(text, out var parsed) || text.IndexOfAny(['%', '[', '/']) >= 0)
        {
            return false;
        }

        if (parsed.AddressFamily == AddressFamily.InterNetwork && parsed.ToString() != text)
        {
            return false;
        }

        address = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }

    /// <summary>The family of an address.</summary>
    public static IPFamily Family(this IPAddress address)
        => address.AddressFamily == AddressFamily.InterNetworkV6 ? IPFamily.IPv6 : IPFamily.IPv4;

    /// <summary>Whether an address says "not set": 0.0.0.0, or ::. Source: help file, the defaults of Online and Offline Settings.</summary>
    public static bool IsUnset(this IPAddress? address)
        => address is null || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
