using System.Net;
using System.Text.Json.Serialization;

namespace DNS4Me.Service;

/// <summary>An account's presence at the moment of the answer.</summary>
public sealed record PresenceInfo
{
    /// <summary>The number of the present or last go-online; 0 when there was none.</summary>
    public required long Epoch { get; init; }

    /// <summary>Whether the domains are online.</summary>
    public required bool Online { get; init; }

    /// <summary>The IPv4 address in force, or the last known one; null for none.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The IPv6 address in force, or the last known one; null for none.</summary>
    public IPAddress? AddressIPv6 { get; init; }

    /// <summary>The address that this very request came from.</summary>
    public required IPAddress SeenAddress { get; init; }

    /// <summary>How much longer the lease holds without a keep-alive; null when offline or without a timeout.</summary>
    [JsonPropertyName("leaseSeconds")]
    public TimeSpan? Lease { get; init; }

    /// <summary>The account's domains.</summary>
    public required IReadOnlyList<string> Domains { get; init; }
}
