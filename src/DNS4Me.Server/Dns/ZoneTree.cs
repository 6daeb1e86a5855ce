using System.Diagnostics.CodeAnalysis;
using DNS4Me.Dns;

namespace DNS4Me.Server.Dns;

/// <summary>
/// The names that exist in a domain or service zone, and the lookup of RFC 1034, section 4.3.2, with the wildcards of RFC 4592.
/// Names are relative: labels in wire form, in lower case, without the octets of what they are relative to and without the final
/// zero, so that all domains without records of their own share one tree. Immutable.
/// </summary>
public sealed class ZoneTree
{
    private readonly Dictionary<byte[], ZoneNode> _nodes;
    private readonly Dictionary<byte[], ZoneNode>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;

    /// <summary>A tree of these names. The names between them and the apex come into being by themselves.</summary>
    /// <param name="nodes">What each name has, by relative name.</param>
    public ZoneTree(IEnumerable<KeyValuePair<byte[], ZoneNode>> nodes)
    {
        _nodes = new(nodes, WireNameComparer.Canonical);
        _bySpan = _nodes.GetAlternateLookup<ReadOnlySpan<byte>>();
        _nodes.TryAdd([], ZoneNode.Empty);
        foreach (var name in _nodes.Keys.ToArray())
        {
            for (var rest = name.AsSpan(); !rest.IsEmpty; rest = rest[(rest[0] + 1)..])
            {
                _nodes.TryAdd(rest.ToArray(), ZoneNode.Empty);
            }
        }
    }

    /// <summary>The relative names that exist, and what each has.</summary>
    public IReadOnlyDictionary<byte[], ZoneNode> Nodes => _nodes;

    /// <summary>Finds what answers for a name: the name itself, or the wildcard at its closest encloser.</summary>
    /// <param name="relativeName">The relative name, in lower case; empty for the apex.</param>
    /// <param name="node">What the name has when the method returns <see langword="true"/>.</param>
    /// <returns>False when the name does not exist.</returns>
    public bool TryFind(ReadOnlySpan<byte> relativeName, [NotNullWhen(true)] out ZoneNode? node)
    {
        if (_bySpan.TryGetValue(relativeName, out node))
        {
            return true;
        }

        var encloser = relativeName;
        do
        {
            encloser = encloser[(encloser[0] + 1)..];
        }
        while (!_bySpan.TryGetValue(encloser, out _));

        // The closest encloser lies at least one label above a name of legal length, so that the wildcard fits too.
        Span<byte> wildcard = stackalloc byte[DnsLimits.MaxNameLength + 1];
        wildcard[0] = 1;
        wildcard[1] = (byte)'*';
        encloser.CopyTo(wildcard[2..]);
        return _bySpan.TryGetValue(wildcard[..(2 + encloser.Length)], out node);
    }
}
