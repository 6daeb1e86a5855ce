namespace DNS4Me.Local;

/// <summary>The proxy's password as it is sealed in a configuration. See <see cref="Configuration.ProxyPassword"/>.</summary>
public sealed record ProxySecret
{
    /// <summary>The password: a secret.</summary>
    public required string Password { get; init; }

    /// <summary>The password is not shown.</summary>
    public override string ToString() => nameof(ProxySecret);
}
