namespace DNS4Me;

/// <summary>A record of a domain, the default ones included. Which members are filled follows from <see cref="Type"/>. Source: help file, "Custom DNS".</summary>
public sealed record DomainRecord
{
    /// <summary>The time to live that a record has unless it is given another, in seconds. Source: help file, "Custom DNS", Time to Live.</summary>
    public const int DefaultTimeToLive = 60;

    /// <summary>The name below the domain, in lower-case A-labels: empty for the domain itself, <c>*</c> for the wildcard.</summary>
    public required string Name { get; init; }

    /// <summary>The record's type.</summary>
    public required RecordType Type { get; init; }

    /// <summary>What a host record gives while online; null for other types.</summary>
    public HostTarget? OnlineTarget { get; init; }

    /// <summary>What a host record gives while offline; null for other types.</summary>
    public HostTarget? OfflineTarget { get; init; }

    /// <summary>A mail record's priority, 0 to 65535; the lower one is tried first. Null for other types.</summary>
    public int? Priority { get; init; }

    /// <summary>A mail record's server, a full name without a trailing dot; null for other types.</summary>
    public string? MailServer { get; init; }

    /// <summary>An alias's destination, a full name without a trailing dot; null for other types.</summary>
    public string? CanonicalName { get; init; }

    /// <summary>How long others may keep an answer, in seconds; 0 means not at all.</summary>
    public int TimeToLive { get; init; } = DefaultTimeToLive;
}
