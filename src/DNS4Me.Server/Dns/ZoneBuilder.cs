using DNS4Me.Dns;

namespace DNS4Me.Server.Dns;

/// <summary>
/// Builds a domain's names from its records by the house rules: a user's records of a type replace the default of that type at their
/// name (A and AAAA count as one), and every name that exists without an address or an alias gets the default host records, and
/// without mail records or an alias the default mail record, unless one of its labels starts with <c>_</c>. Source: help file, "Custom DNS".
/// </summary>
public static class ZoneBuilder
{
    private static readonly byte[] Apex = [];
    private static readonly byte[] Wildcard = [1, (byte)'*'];

    /// <summary>The tree of every domain without records of its own.</summary>
    public static ZoneTree Default { get; } = ZoneTree.Empty.With([Answered(Apex, []), Answered(Wildcard, [])], Between);

    /// <summary>The tree of a domain with these records.</summary>
    public static ZoneTree Build(IReadOnlyCollection<DomainRecord> records)
        => Update(Default, records.GroupBy(record => record.Name).Select(name => KeyValuePair.Create<string, IReadOnlyList<DomainRecord>>(name.Key, [.. name])));

    /// <summary>The tree of a domain after some names' own records were replaced. Its cost follows the number of those names.</summary>
    /// <param name="zone">The tree before; it stays as it is.</param>
    /// <param name="names">By record name, all records of that name as they are now; none when the last was removed.</param>
    public static ZoneTree Update(ZoneTree zone, IEnumerable<KeyValuePair<string, IReadOnlyList<DomainRecord>>> names)
    {
        var tree = zone.With([.. names.Select(name => Answered(RelativeName(name.Key), name.Value))], Between);
        return tree.Count == Default.Count && HasDefaults(tree, Apex) && HasDefaults(tree, Wildcard) ? Default : tree;
    }

    /// <summary>The relative wire form of a record's name.</summary>
    public static byte[] RelativeName(string name)
        => name.Length == 0 ? Apex : DnsName.Parse(name).ToCanonical().Wire[..^1].ToArray();

    /// <summary>Every domain has its apex and the wildcard, whatever its records; another name without any is none.</summary>
    private static KeyValuePair<byte[], ZoneNode?> Answered(byte[] name, IReadOnlyList<DomainRecord> records)
        => KeyValuePair.Create(name, records.Count > 0 ? WithDefaults(name, records) : name.Length == 0 || name.AsSpan().SequenceEqual(Wildcard) ? ZoneNode.Default : null);

    private static ZoneNode Between(byte[] name) => HasServiceLabel(name) ? ZoneNode.Empty : ZoneNode.Default;

    private static bool HasDefaults(ZoneTree tree, byte[] name) => tree.TryFind(name, out var node) && ReferenceEquals(node, ZoneNode.Default);

    private static ZoneNode WithDefaults(byte[] name, IReadOnlyList<DomainRecord> records)
    {
        HostRecord[] hosts = [.. Hosts(records, RecordType.A), .. Hosts(records, RecordType.AAAA)];
        RecordSet[] sets = [.. records
            .Where(record => record.Type is not (RecordType.A or RecordType.AAAA))
            .GroupBy(record => record.Type)
            .Select(type => RecordWire.SetOf(type.Key, [.. type]))];
        var hasDefaults = !HasServiceLabel(name) && !Array.Exists(sets, set => set.Type == DnsType.CNAME);
        return new()
        {
            Hosts = hosts.Length == 0 && hasDefaults ? HostRecord.Defaults : hosts,
            Sets = sets,
            HasDefaultMail = hasDefaults && !Array.Exists(sets, set => set.Type == DnsType.MX),
        };
    }

    /// <summary>Labels with an underscore name services and keys, not hosts (RFC 8552, section 1.1).</summary>
    private static bool HasServiceLabel(ReadOnlySpan<byte> name)
    {
        for (; !name.IsEmpty; name = name[(name[0] + 1)..])
        {
            if (name[1] == '_')
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<HostRecord> Hosts(IReadOnlyList<DomainRecord> records, RecordType type)
    {
        var hosts = records.Where(record => record.Type == type).ToArray();
        var timeToLive = hosts.Length == 0 ? 0 : hosts.Min(record => record.TimeToLive);
        return hosts.Select(record => new HostRecord(
            type == RecordType.A ? IPFamily.IPv4 : IPFamily.IPv6,
            record.OnlineTarget ?? HostTarget.Default,
            record.OfflineTarget ?? HostTarget.Default,
            timeToLive,
            IsDefault: false));
    }
}
