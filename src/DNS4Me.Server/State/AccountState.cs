using DNS4Me.Server.Presence;
using DNS4Me.Service;

namespace DNS4Me.Server.State;

/// <summary>All that is known of an account, as of one commit. Immutable: readers see it whole or not at all.</summary>
public sealed record AccountState
{
    /// <summary>The SHA-256 of the registration ID; the ID itself is nowhere.</summary>
    public required byte[] RegistrationHash { get; init; }

    /// <summary>The e-mail address that the account was opened with.</summary>
    public required string Email { get; init; }

    /// <summary>The name entered at registration; empty before.</summary>
    public required string Name { get; init; }

    /// <summary>Trial or registered.</summary>
    public required AccountKind Kind { get; init; }

    /// <summary>When the registration expires.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The settings that the service honours.</summary>
    public required AccountSettings Settings { get; init; }

    /// <summary>The presence of the account's domains.</summary>
    public required PresenceState Presence { get; init; }

    /// <summary>The account's domains, by name.</summary>
    public required IReadOnlyList<DomainEntry> Domains { get; init; }

    /// <summary>What holds at a moment.</summary>
    public PresenceFacts FactsAt(ServiceMoment moment) => PresenceRules.Facts(Presence, Expires, moment);
}
