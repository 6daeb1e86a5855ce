namespace DNS4Me;

/// <summary>The two families of Internet addresses. Each has its own lease and its own host records.</summary>
public enum IPFamily
{
    /// <summary>IPv4; its host records are of type A.</summary>
    IPv4,

    /// <summary>IPv6; its host records are of type AAAA.</summary>
    IPv6,
}
