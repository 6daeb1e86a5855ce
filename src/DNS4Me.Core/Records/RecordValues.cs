using System.Net;

namespace DNS4Me;

/// <summary>
/// What somebody gives for a record: a new one, or what is to change of one that exists. A member that is null is not given. The rules make
/// a <see cref="DomainRecord"/> of it: <see cref="RecordRules.Create"/>, <see cref="RecordRules.Change"/>.
/// </summary>
public sealed record RecordValues
{
    /// <summary>The domain's name; internationalised names are taken too.</summary>
    public string? Domain { get; init; }

    /// <summary>The name below the domain; empty, or <c>@</c>, for the domain itself.</summary>
    public string? Name { get; init; }

    /// <summary>The type; may be left out where <see cref="Address"/> or the one datum of a type says it.</summary>
    public RecordType? Type { get; init; }

    /// <summary>Short for an online target that is an address.</summary>
    public IPAddress? Address { get; init; }

    /// <inheritdoc cref="DomainRecord.OnlineTarget"/>
    public HostTarget? OnlineTarget { get; init; }

    /// <inheritdoc cref="DomainRecord.OfflineTarget"/>
    public HostTarget? OfflineTarget { get; init; }

    /// <inheritdoc cref="DomainRecord.Priority"/>
    public int? Priority { get; init; }

    /// <inheritdoc cref="DomainRecord.MailServer"/>
    public string? MailServer { get; init; }

    /// <inheritdoc cref="DomainRecord.CanonicalName"/>
    public string? CanonicalName { get; init; }

    /// <inheritdoc cref="DomainRecord.Text"/>
    public string? Text { get; init; }

    /// <inheritdoc cref="DomainRecord.Weight"/>
    public int? Weight { get; init; }

    /// <inheritdoc cref="DomainRecord.Port"/>
    public int? Port { get; init; }

    /// <inheritdoc cref="DomainRecord.Target"/>
    public string? Target { get; init; }

    /// <inheritdoc cref="DomainRecord.Flags"/>
    public int? Flags { get; init; }

    /// <inheritdoc cref="DomainRecord.Tag"/>
    public string? Tag { get; init; }

    /// <inheritdoc cref="DomainRecord.Value"/>
    public string? Value { get; init; }

    /// <inheritdoc cref="DomainRecord.TimeToLive"/>
    public int? TimeToLive { get; init; }

    /// <summary>Everything that a record holds.</summary>
    public static RecordValues Of(DomainRecord record) => new()
    {
        Domain = record.Domain,
        Name = record.Name,
        Type = record.Type,
        OnlineTarget = record.OnlineTarget,
        OfflineTarget = record.OfflineTarget,
        Priority = record.Priority,
        MailServer = record.MailServer,
        CanonicalName = record.CanonicalName,
        Text = record.Text,
        Weight = record.Weight,
        Port = record.Port,
        Target = record.Target,
        Flags = record.Flags,
        Tag = record.Tag,
        Value = record.Value,
        TimeToLive = record.TimeToLive,
    };

    /// <summary>These values with those of <paramref name="given"/> in place of them where it has any. The domain stays.</summary>
    public RecordValues With(RecordValues given) => this with
    {
        Name = given.Name ?? Name,
        Type = given.Type ?? Type,
        Address = given.Address ?? (given.OnlineTarget is null ? Address : null),
        OnlineTarget = given.OnlineTarget ?? (given.Address is null ? OnlineTarget : null),
        OfflineTarget = given.OfflineTarget ?? OfflineTarget,
        Priority = given.Priority ?? Priority,
        MailServer = given.MailServer ?? MailServer,
        CanonicalName = given.CanonicalName ?? CanonicalName,
        Text = given.Text ?? Text,
        Weight = given.Weight ?? Weight,
        Port = given.Port ?? Port,
        Target = given.Target ?? Target,
        Flags = given.Flags ?? Flags,
        Tag = given.Tag ?? Tag,
        Value = given.Value ?? Value,
        TimeToLive = given.TimeToLive ?? TimeToLive,
    };

    /// <summary>The name and type as given, for messages.</summary>
    public override string ToString() => $"{(string.IsNullOrEmpty(Name) ? Domain : $"{Name}.{Domain}")} {Type}".Trim();
}
