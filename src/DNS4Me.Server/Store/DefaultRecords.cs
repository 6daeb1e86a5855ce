using DNS4Me.Server.Dns;

namespace DNS4Me.Server.Store;

/// <summary>The records that every domain has at itself and at its wildcard. They are nowhere stored: the zone's rules say which are in force.</summary>
internal static class DefaultRecords
{
    /// <summary>The names that have them, in the order of a listing.</summary>
    public static IReadOnlyList<string> Names { get; } = ["", NameRules.Wildcard];

    /// <summary>Those that are in force at a name, in the order of a listing.</summary>
    /// <param name="domain">The domain's name.</param>
    /// <param name="name">The name below it.</param>
    /// <param name="own">All records that are stored at the name.</param>
    public static IEnumerable<DomainRecord> InForce(string domain, string name, IReadOnlyCollection<DomainRecord> own)
    {
        if (!Names.Contains(name) || !ZoneBuilder.Build(own).TryFind(ZoneBuilder.RelativeName(name), out var node))
        {
            yield break;
        }

        foreach (var host in node.Hosts.Where(host => host.IsDefault))
        {
            yield return new()
            {
                Domain = domain,
                Name = name,
                Type = host.Family == IPFamily.IPv4 ? RecordType.A : RecordType.AAAA,
                OnlineTarget = host.Online,
                OfflineTarget = host.Offline,
                TimeToLive = host.TimeToLive,
                IsDefault = true,
            };
        }

        if (node.HasDefaultMail)
        {
            yield return new() { Domain = domain, Name = name, Type = RecordType.MX, Priority = DomainRecord.DefaultMailPriority, MailServer = domain, IsDefault = true };
        }
    }
}
