namespace DNS4Me.Local;

/// <summary>The proxy's password as an agent stores it.</summary>
public sealed record StoredProxyPassword
{
    /// <summary>The password, encrypted so that the agent's user on this machine alone can read it.</summary>
    public required string ProtectedPassword { get; init; }
}
