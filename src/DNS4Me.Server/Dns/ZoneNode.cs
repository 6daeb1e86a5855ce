using DNS4Me.Dns;

namespace DNS4Me.Server.Dns;

/// <summary>What a name has. Immutable. A node with nothing is an empty non-terminal (RFC 4592, section 2.2.2).</summary>
public sealed class ZoneNode
{
    /// <summary>A name that exists for what lies below it.</summary>
    public static ZoneNode Empty { get; } = new();

    /// <summary>A name that has the default records and no other.</summary>
    public static ZoneNode Default { get; } = new() { Hosts = HostRecord.Defaults, HasDefaultMail = true };

    /// <summary>The host records, of both families.</summary>
    public IReadOnlyList<HostRecord> Hosts { get; init; } = [];

    /// <summary>The other records, a set a type.</summary>
    public IReadOnlyList<RecordSet> Sets { get; init; } = [];

    /// <summary>Whether the name has the default mail record, which leads to the domain itself.</summary>
    public bool HasDefaultMail { get; init; }

    /// <summary>The alias, which then stands alone; null for none.</summary>
    public RecordSet? Alias => Sets is [{ Type: DnsType.CNAME } alias] ? alias : null;

    /// <summary>The set of a type; null for none.</summary>
    public RecordSet? Find(DnsType type)
    {
        for (var i = 0; i < Sets.Count; i++)
        {
            if (Sets[i].Type == type)
            {
                return Sets[i];
            }
        }

        return null;
    }
}
