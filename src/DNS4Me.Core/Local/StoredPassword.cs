namespace DNS4Me.Local;

/// <summary>A password as an agent stores it: the proxy's, or that of a site's certificate.</summary>
public sealed record StoredPassword
{
    /// <summary>The password, encrypted so that the agent's user on this machine alone can read it.</summary>
    public required string ProtectedPassword { get; init; }
}
