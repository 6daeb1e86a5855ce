using System.Diagnostics.CodeAnalysis;
using DNS4Me.Dns;

namespace DNS4Me.Server.Dns;

/// <summary>
/// The names that exist in a domain or service zone, and the lookup of RFC 1034, section 4.3.2, with the wildcards of RFC 4592.
/// Names are relative: labels in wire form, in lower case, without the octets of what they are relative to and without the final
/// zero, so that all domains without records of their own share one tree. Immutable: a change makes another tree, at a cost that follows
/// the number of names changed and hardly that of all names.
/// </summary>
public sealed class ZoneTree
{
    private readonly ZoneTable _table;

    private ZoneTree(ZoneTable table) => _table = table;

    /// <summary>The tree in which nothing but the apex exists.</summary>
    public static ZoneTree Empty { get; } = Apex();

    /// <summary>How many names exist, the apex and those that exist for what lies below them included.</summary>
    public int Count => _table.Count;

    /// <summary>The relative names that exist, and what each has, in no order.</summary>
    public IEnumerable<KeyValuePair<byte[], ZoneNode>> Nodes => _table.Entries.Select(entry => KeyValuePair.Create(entry.Name!, entry.Node!));

    /// <summary>Finds what answers for a name: the name itself, or the wildcard at its closest encloser.</summary>
    /// <param name="relativeName">The relative name, in lower case; empty for the apex.</param>
    /// <param name="node">What the name has when the method returns <see langword="true"/>.</param>
    /// <returns>False when the name does not exist.</returns>
    public bool TryFind(ReadOnlySpan<byte> relativeName, [NotNullWhen(true)] out ZoneNode? node)
    {
        node = _table.Find(relativeName).Node;
        if (node is not null)
        {
            return true;
        }

        var encloser = relativeName;
        do
        {
            encloser = ParentOf(encloser);
        }
        while (!_table.Find(encloser).Exists);

        // The closest encloser lies at least one label above a name of legal length, so that the wildcard fits too.
        Span<byte> wildcard = stackalloc byte[DnsLimits.MaxNameLength + 1];
        wildcard[0] = 1;
        wildcard[1] = (byte)'*';
        encloser.CopyTo(wildcard[2..]);
        node = _table.Find(wildcard[..(2 + encloser.Length)]).Node;
        return node is not null;
    }

    /// <summary>The tree with some names given anew. The names between them and the apex come into being, and go, by themselves.</summary>
    /// <param name="changes">What each name has from now on, by relative name; null for one that exists no longer, or only for what lies below it.</param>
    /// <param name="between">What a name has that exists only for what lies below it.</param>
    public ZoneTree With(IReadOnlyCollection<KeyValuePair<byte[], ZoneNode?>> changes, Func<byte[], ZoneNode> between)
    {
        var change = new Change(_table.Edit(changes.Count), between);
        foreach (var (name, node) in changes)
        {
            change.Give(name, node);
        }

        return new(change.ToTable());
    }

    private static ReadOnlySpan<byte> ParentOf(ReadOnlySpan<byte> name) => name[(name[0] + 1)..];

    private static ZoneTree Apex()
    {
        var editor = ZoneTable.Empty.Edit(1);
        editor.Put(new(ZoneTable.HashOf([]), [], ZoneNode.Empty, 0, IsGiven: true));
        return new(editor.ToTable());
    }

    /// <summary>One change of a tree: keeps count of what lies below each name.</summary>
    private readonly struct Change(ZoneTable.Editor names, Func<byte[], ZoneNode> between)
    {
        public ZoneTable ToTable() => names.ToTable();

        public void Give(byte[] name, ZoneNode? node)
        {
            var entry = names.Find(name);
            if (!entry.Exists)
            {
                if (node is not null)
                {
                    Add(name, node);
                }
            }
            else if (node is null && name.Length > 0 && entry.Children == 0)
            {
                Remove(entry);
            }
            else
            {
                names.Put(entry with { Node = node ?? between(name), IsGiven = node is not null || name.Length == 0 });
            }
        }

        private void Add(byte[] name, ZoneNode node)
        {
            names.Put(new(ZoneTable.HashOf(name), name, node, Children: 0, IsGiven: true));
            var above = ParentOf(name);
            for (; !names.Find(above).Exists; above = ParentOf(above))
            {
                var parent = above.ToArray();
                names.Put(new(ZoneTable.HashOf(parent), parent, between(parent), Children: 1, IsGiven: false));
            }

            var known = names.Find(above);
            names.Put(known with { Children = known.Children + 1 });
        }

        private void Remove(ZoneEntry entry)
        {
            while (true)
            {
                names.Remove(entry);
                var parent = names.Find(ParentOf(entry.Name));
                if (parent.IsGiven || parent.Children > 1)
                {
                    names.Put(parent with { Children = parent.Children - 1 });
                    return;
                }

                entry = parent;
            }
        }
    }
}
