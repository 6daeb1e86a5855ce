namespace DNS4Me.Local;

/// <summary>What is entered at registration. Source: help file, "Help Menu", Register DNS4Me.</summary>
public sealed record RegisterRequest
{
    /// <summary>The holder's name.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail address that the account was opened with.</summary>
    public required string Email { get; init; }

    /// <summary>The registration ID: a secret.</summary>
    public required string RegistrationId { get; init; }
}
