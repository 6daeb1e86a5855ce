namespace DNS4Me;

/// <summary>Who is registered and what the registration entitles to. Source: help file, "Help Menu", Register and About.</summary>
public sealed record RegistrationInfo
{
    /// <summary>The name entered at registration.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail address that the account was opened with.</summary>
    public required string Email { get; init; }

    /// <summary>The last characters of the registration ID, enough to tell two apart; the ID itself is a secret and is never shown.</summary>
    public required string RegistrationIdHint { get; init; }

    /// <summary>Trial or registered; null while the service has not been asked.</summary>
    public AccountKind? Kind { get; init; }

    /// <summary>When the entitlement ends; null while the service has not been asked.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The names of the domains that the registration ID entitles to administer, as last heard from the service.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>The version of the module or agent that answered.</summary>
    public string? Version { get; init; }
}
