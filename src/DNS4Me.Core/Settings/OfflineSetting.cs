using System.Net;

namespace DNS4Me;

/// <summary>How the service handles the domains while offline. Defaults: help file, "Offline Settings".</summary>
/// <remarks>The setters are there for the JSON source generator, which would replace an init-only property's default by null.</remarks>
public sealed record OfflineSetting
{
    /// <summary>Which of the four behaviours is in force.</summary>
    public OfflineBehavior Behavior { get; set; } = OfflineBehavior.OfflinePage;

    /// <summary>The IPv4 address of <see cref="OfflineBehavior.Address"/>; 0.0.0.0 means not set.</summary>
    public IPAddress Address { get; set; } = IPAddress.Any;

    /// <summary>The IPv6 address of <see cref="OfflineBehavior.Address"/>; :: means not set.</summary>
    public IPAddress AddressIPv6 { get; set; } = IPAddress.IPv6Any;

    /// <summary>The URL of <see cref="OfflineBehavior.Url"/>.</summary>
    public string Url { get; set; } = "http://www.DNS4Me.com/";
}
