namespace DNS4Me.Agent.Proxy;

/// <summary>A proxy and what opens it.</summary>
/// <param name="Setting">The proxy.</param>
/// <param name="Password">The password: a secret; empty for none.</param>
internal sealed record ProxyAccess(ProxySetting Setting, string Password)
{
    /// <summary>No proxy.</summary>
    public static ProxyAccess Direct { get; } = new(new(), "");

    /// <summary>The password is not shown.</summary>
    public override string ToString() => Setting.ToString();
}
