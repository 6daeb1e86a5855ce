namespace DNS4Me.Service;

/// <summary>What is entered at registration beside the ID, which rides in the Authorization header.</summary>
public sealed record RegistrationRequest
{
    /// <summary>The holder's name.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail address that the account was opened with.</summary>
    public required string Email { get; init; }
}
