namespace DNS4Me.Local;

/// <summary>The registration as an agent stores it.</summary>
public sealed record StoredRegistration
{
    /// <summary>The name entered at registration.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail address that the account was opened with.</summary>
    public required string Email { get; init; }

    /// <summary>The registration ID, encrypted so that the agent's user on this machine alone can read it.</summary>
    public required string ProtectedId { get; init; }
}
