using System.Net;

namespace DNS4Me;

/// <summary>A domain that a registration ID entitles its holder to administer. Source: help file, "Status Dialog", Service Summary.</summary>
public sealed record DomainInfo
{
    /// <summary>The domain's full name, in A-labels, without a trailing dot.</summary>
    public required string Name { get; init; }

    /// <summary>The service zone the domain lies below; null for a domain brought by its owner.</summary>
    public string? ServiceZone { get; init; }

    /// <summary>Whether the domain is online at the moment of the answer.</summary>
    public bool Online { get; init; }

    /// <summary>What the domain's name answers at this moment, IPv4 first; the redirector's addresses while a redirect is in force.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
