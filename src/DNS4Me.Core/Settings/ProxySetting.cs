namespace DNS4Me;

/// <summary>
/// Through which proxy the agent reaches the service. Its password is a secret that is kept apart from the settings. Defaults: help file, "Proxy Settings".
/// </summary>
/// <remarks>The setters are there for the JSON source generator, which would replace an init-only property's default by null.</remarks>
public sealed record ProxySetting
{
    /// <summary>The port of SOCKS proxies (RFC 1928, section 3), of the settings' default.</summary>
    public const int DefaultPort = 1080;

    /// <summary>What kind of proxy, or none.</summary>
    public ProxyType Type { get; set; } = ProxyType.Direct;

    /// <summary>The proxy's host name or address; empty with <see cref="ProxyType.Direct"/> alone.</summary>
    public string Address { get; set; } = "";

    /// <summary>The proxy's TCP port.</summary>
    public int Port { get; set; } = DefaultPort;

    /// <summary>The user ID to log on to the proxy with; empty for none.</summary>
    public string UserId { get; set; } = "";

    /// <summary>Whether a password is stored for the user ID. SOCKS5 alone has a use for one.</summary>
    public bool HasPassword { get; set; }

    /// <summary>Two proxy settings are the same proxy, for the same user, when they differ in nothing but the password.</summary>
    public bool IsSameUser(ProxySetting other) => this with { HasPassword = other.HasPassword } == other;

    /// <summary>The proxy's address and port, an IPv6 address in brackets; for a direct connection that.</summary>
    public override string ToString()
        => Type == ProxyType.Direct ? nameof(ProxyType.Direct) : $"{(Address.Contains(':') ? $"[{Address}]" : Address)}:{Port}";
}
