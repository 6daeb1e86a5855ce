namespace DNS4Me;

/// <summary>A record of a domain, the default ones included. Which members are filled follows from <see cref="Type"/>. Source: help file, "Custom DNS".</summary>
/// <remarks>Some setters are there for the JSON source generator, which would replace an init-only property's default by null.</remarks>
public sealed record DomainRecord
{
    /// <summary>The time to live that a record has unless it is given another, in seconds. Source: help file, "Custom DNS", Time to Live.</summary>
    public const int DefaultTimeToLive = 60;

    /// <summary>The priority of a mail record unless it is given another, and of the default mail record.</summary>
    public const int DefaultMailPriority = 10;

    /// <summary>The number by which the service knows the record; null for a default record and for one that is not stored yet.</summary>
    public long? Id { get; init; }

    /// <summary>The domain's full name, in lower-case A-labels without a trailing dot.</summary>
    public string Domain { get; set; } = "";

    /// <summary>The name below the domain, in lower-case A-labels: empty for the domain itself, <c>*</c> for the wildcard.</summary>
    public required string Name { get; init; }

    /// <summary>The record's type.</summary>
    public required RecordType Type { get; init; }

    /// <summary>What a host record gives while online; null for other types.</summary>
    public HostTarget? OnlineTarget { get; init; }

    /// <summary>What a host record gives while offline; null for other types.</summary>
    public HostTarget? OfflineTarget { get; init; }

    /// <summary>The priority of a mail or service record, 0 to 65535; the lower one is tried first. Null for other types.</summary>
    public int? Priority { get; init; }

    /// <summary>A mail record's server, a full name without a trailing dot, or <c>.</c> for "no mail" (RFC 7505); null for other types.</summary>
    public string? MailServer { get; init; }

    /// <summary>An alias's destination, a full name without a trailing dot; null for other types.</summary>
    public string? CanonicalName { get; init; }

    /// <summary>A text record's text, in the form of <see cref="CharacterStrings"/>; null for other types.</summary>
    public string? Text { get; init; }

    /// <summary>A service record's weight among those of one priority, 0 to 65535; null for other types.</summary>
    public int? Weight { get; init; }

    /// <summary>A service record's port, 0 to 65535; null for other types.</summary>
    public int? Port { get; init; }

    /// <summary>A service record's host, a full name without a trailing dot, or <c>.</c> for "no such service" (RFC 2782); null for other types.</summary>
    public string? Target { get; init; }

    /// <summary>The flags of a certificate authority record, 0 to 255; null for other types.</summary>
    public int? Flags { get; init; }

    /// <summary>The property of a certificate authority record, such as <c>issue</c>; null for other types.</summary>
    public string? Tag { get; init; }

    /// <summary>The property's value; null for other types.</summary>
    public string? Value { get; init; }

    /// <summary>How long others may keep an answer, in seconds; 0 means not at all.</summary>
    public int TimeToLive { get; set; } = DefaultTimeToLive;

    /// <summary>Whether it is one of those that every domain has and that the service maintains.</summary>
    public bool IsDefault { get; init; }

    /// <summary>
    /// What the record comes to at the moment asked for, as a listing gives it: an address, the URL or page that web requests are led to, empty for no
    /// answer, and the data in DNS's own form for other types; null outside listings. Source: help file, "Custom DNS", Current Data.
    /// </summary>
    public string? CurrentData { get; init; }

    /// <summary>The record's full name, without a trailing dot.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string FullName => Name.Length == 0 ? Domain : $"{Name}.{Domain}";

    /// <summary>Full name, type and data, in short: for messages.</summary>
    public override string ToString() => $"{FullName} {Type} {RecordText.Shorten(RecordText.DataOf(this))}";
}
