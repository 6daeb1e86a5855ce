using System.Net;
using System.Text.Json.Serialization;

namespace DNS4Me;

/// <summary>How the service handles the domains while online. Defaults: help file, "Online Settings".</summary>
/// <remarks>The setters are there for the JSON source generator, which would replace an init-only property's default by null.</remarks>
public sealed record OnlineSetting
{
    /// <summary>The shortest timeout other than "never": below it a keep-alive could not arrive in time.</summary>
    public static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The longest timeout other than "never".</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(30);

    /// <summary>Whether the service takes the address it sees; if not, the addresses below are used.</summary>
    public bool Automatic { get; set; } = true;

    /// <summary>The IPv4 address to use when <see cref="Automatic"/> is off; 0.0.0.0 means not set.</summary>
    public IPAddress Address { get; set; } = IPAddress.Any;

    /// <summary>The IPv6 address to use when <see cref="Automatic"/> is off; :: means not set.</summary>
    public IPAddress AddressIPv6 { get; set; } = IPAddress.IPv6Any;

    /// <summary>How long the service waits for a sign of life before it takes the domains offline; zero: forever, and the agent never pings.</summary>
    [JsonPropertyName("timeoutSeconds")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What happens to web requests for the www subdomain.</summary>
    public WebRedirect WebRedirect { get; set; } = WebRedirect.Disabled;

    /// <summary>The port that <see cref="WebRedirect.Port"/> redirects to.</summary>
    public int WebRedirectPort { get; set; } = 8080;

    /// <summary>The URL that <see cref="WebRedirect.Url"/> redirects to; empty means not set.</summary>
    public string WebRedirectUrl { get; set; } = "";
}
