namespace DNS4Me.Service;

/// <summary>An account as its holder sees it.</summary>
public sealed record AccountInfo
{
    /// <summary>The e-mail address that the account was opened with.</summary>
    public required string Email { get; init; }

    /// <summary>The name entered at registration; empty before.</summary>
    public required string Name { get; init; }

    /// <summary>Trial or registered.</summary>
    public required AccountKind Kind { get; init; }

    /// <summary>When the entitlement ends.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The account's domains.</summary>
    public required IReadOnlyList<DomainInfo> Domains { get; init; }
}
