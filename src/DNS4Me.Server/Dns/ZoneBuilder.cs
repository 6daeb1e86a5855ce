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
    public static ZoneTree Default { get; } = new(WithDefaults(new(Nodes([]))));

    /// <summary>The tree of a domain with these records.</summary>
    public static ZoneTree Build(IReadOnlyCollection<DomainRecord> records)
        => records.Count == 0 ? Default : new(WithDefaults(new(Nodes(records))));

    /// <summary>The tree of a domain after some names' own records were replaced.</summary>
    /// <param name="zone">The tree before; it stays as it is.</param>
    /// <param name="names">By record name, all records of that name as they are now; none when the last was removed.</param>
    public static ZoneTree Update(ZoneTree zone, IEnumerable<KeyValuePair<string, IReadOnlyList<DomainRecord>>> names)
    {
        var own = zone.Nodes
            .Select(pair => KeyValuePair.Create(pair.Key, new ZoneNode { Hosts = [.. pair.Value.Hosts.Where(host => !host.IsDefault)], Sets = pair.Value.Sets }))
            .Where(pair => pair.Value.Hosts.Count + pair.Value.Sets.Count > 0)
            .ToDictionary(WireNameComparer.Canonical);
        foreach (var (name, records) in names)
        {
            own[RelativeName(name)] = Node(records);
        }

        var left = own.Where(pair => pair.Value.Hosts.Count + pair.Value.Sets.Count > 0)
            .UnionBy([KeyValuePair.Create(Apex, ZoneNode.Empty), KeyValuePair.Create(Wildcard, ZoneNode.Empty)], pair => pair.Key, WireNameComparer.Canonical);
        return own.Values.All(node => node.Hosts.Count + node.Sets.Count == 0) ? Default : new(WithDefaults(new(left)));
    }

    /// <summary>The relative wire form of a record's name.</summary>
    public static byte[] RelativeName(string name)
        => name.Length == 0 ? Apex : DnsName.Parse(name).ToCanonical().Wire[..^1].ToArray();

    /// <summary>Every domain has its apex and the wildcard, whatever its records.</summary>
    private static IEnumerable<KeyValuePair<byte[], ZoneNode>> Nodes(IReadOnlyCollection<DomainRecord> records)
        => records
            .GroupBy(record => RelativeName(record.Name), WireNameComparer.Canonical)
            .Select(group => KeyValuePair.Create(group.Key, Node([.. group])))
            .UnionBy([KeyValuePair.Create(Apex, ZoneNode.Empty), KeyValuePair.Create(Wildcard, ZoneNode.Empty)], pair => pair.Key, WireNameComparer.Canonical);

    private static IEnumerable<KeyValuePair<byte[], ZoneNode>> WithDefaults(ZoneTree tree)
        => tree.Nodes.Select(pair => KeyValuePair.Create(pair.Key, WithDefaults(pair.Key, pair.Value)));

    private static ZoneNode WithDefaults(byte[] name, ZoneNode node)
    {
        if (node.Alias is not null || HasServiceLabel(name))
        {
            return node;
        }

        return new()
        {
            Hosts = node.Hosts.Count == 0 ? HostRecord.Defaults : node.Hosts,
            Sets = node.Sets,
            HasDefaultMail = node.Find(DnsType.MX) is null,
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

    private static ZoneNode Node(IReadOnlyList<DomainRecord> records) => new()
    {
        Hosts = [.. Hosts(records, RecordType.A), .. Hosts(records, RecordType.AAAA)],
        Sets = [.. records
            .Where(record => record.Type is RecordType.MX or RecordType.CNAME)
            .GroupBy(record => record.Type)
            .Select(group => new RecordSet(TypeOf(group.Key), group.Min(record => record.TimeToLive), [.. group.OrderBy(record => record.Priority).Select(Data)]))],
    };

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

    private static DnsType TypeOf(RecordType type) => type == RecordType.MX ? DnsType.MX : DnsType.CNAME;

    private static byte[] Data(DomainRecord record) => record.Type == RecordType.MX
        ? new MxRecordData((ushort)record.Priority!.Value, DnsName.Parse(record.MailServer!)).ToWire()
        : new CnameRecordData(DnsName.Parse(record.CanonicalName!).ToCanonical()).ToWire();
}
