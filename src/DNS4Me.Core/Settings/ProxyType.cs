namespace DNS4Me;

/// <summary>How the agent reaches the service. Source: help file, "Proxy Settings".</summary>
public enum ProxyType
{
    /// <summary>Direct Internet Connection.</summary>
    Direct,

    /// <summary>Through a SOCKS4 proxy, to which addresses of IPv4 alone can be named.</summary>
    Socks4,

    /// <summary>Through a SOCKS4A proxy, which resolves names itself.</summary>
    Socks4A,

    /// <summary>Through a SOCKS5 proxy (RFC 1928), which resolves names itself.</summary>
    Socks5,
}
