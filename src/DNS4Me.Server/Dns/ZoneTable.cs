using System.Numerics;
using DNS4Me.Dns;

namespace DNS4Me.Server.Dns;

/// <summary>
/// A hash table of names that never changes: a change makes another table, which shares with this one all but the few shards that it touched.
/// A shard is an open-addressed table of its own, of a few cache lines, and always has an empty slot, at which a search ends.
/// </summary>
internal sealed class ZoneTable
{
    private const int FewestSlots = 4;

    /// <summary>The names of a shard when the table was last laid out; four times as many, or a quarter, and it is laid out anew.</summary>
    private const int NamesPerShard = 16;

    private const int Slack = 4;

    /// <summary>A shard that is fuller than three quarters is doubled.</summary>
    private const int FullAt = 3;

    private const int FullOf = 4;

    private readonly ZoneEntry[][] _shards;

    private ZoneTable(ZoneEntry[][] shards, int count) => (_shards, Count) = (shards, count);

    /// <summary>The table without names.</summary>
    public static ZoneTable Empty { get; } = new([new ZoneEntry[FewestSlots]], 0);

    /// <summary>How many names there are.</summary>
    public int Count { get; }

    /// <summary>All names, in no order.</summary>
    public IEnumerable<ZoneEntry> Entries => EntriesOf(_shards);

    /// <summary>A name's hash.</summary>
    public static int HashOf(ReadOnlySpan<byte> name) => WireNameComparer.Canonical.GetHashCode(name);

    /// <summary>Finds a name without an allocation.</summary>
    public ref readonly ZoneEntry Find(ReadOnlySpan<byte> name)
    {
        var hash = HashOf(name);
        return ref Place(ShardOf(_shards, hash), hash, name);
    }

    /// <summary>Starts a change.</summary>
    /// <param name="added">About how many names it will add.</param>
    public Editor Edit(int added) => new(this, added);

    private static IEnumerable<ZoneEntry> EntriesOf(ZoneEntry[][] shards) => shards.SelectMany(shard => shard).Where(entry => entry.Exists);

    private static ref ZoneEntry[] ShardOf(ZoneEntry[][] shards, int hash) => ref shards[hash & (shards.Length - 1)];

    /// <summary>The slot that has a name, or the empty one where it goes.</summary>
    private static ref ZoneEntry Place(ZoneEntry[] shard, int hash, ReadOnlySpan<byte> name)
    {
        // The low half of the hash chose the shard: the names of one shard differ in the high half.
        for (var slot = (int)((uint)hash >> 16); ; slot++)
        {
            ref var entry = ref shard[slot & (shard.Length - 1)];
            if (!entry.Exists || (entry.Hash == hash && name.SequenceEqual(entry.Name)))
            {
                return ref entry;
            }
        }
    }

    /// <summary>A change in the making. For one thread, once.</summary>
    public sealed class Editor
    {
        private readonly ZoneEntry[][] _before;
        private ZoneEntry[][] _shards;
        private int _count;

        internal Editor(ZoneTable table, int added)
        {
            _before = table._shards;
            _count = table.Count;
            _shards = table._shards;
            if (!TryLayOut(_count + added))
            {
                _shards = [.. _before];
            }
        }

        /// <summary>Finds a name as the change has it so far.</summary>
        public ZoneEntry Find(ReadOnlySpan<byte> name)
        {
            var hash = HashOf(name);
            return Place(ShardOf(_shards, hash), hash, name);
        }

        /// <summary>Adds a name, or replaces what it is.</summary>
        public void Put(ZoneEntry entry) => _count += Insert(entry) ? 1 : 0;

        /// <summary>Removes a name that exists.</summary>
        public void Remove(ZoneEntry entry)
        {
            ref ZoneEntry[] shard = ref Own(entry.Hash);
            Place(shard, entry.Hash, entry.Name) = default;

            // What stands behind it may stand there because of it.
            shard = Copy(shard, shard.Length);
            _count--;
        }

        /// <summary>The changed table.</summary>
        public ZoneTable ToTable()
        {
            TryLayOut(_count);
            return new(_shards, _count);
        }

        /// <summary>The shard that a hash belongs to, as a copy that no other table has.</summary>
        private ref ZoneEntry[] Own(int hash)
        {
            ref ZoneEntry[] shard = ref ShardOf(_shards, hash);
            if (ReferenceEquals(shard, ShardOf(_before, hash)))
            {
                shard = [.. shard];
            }

            return ref shard;
        }

        private bool Insert(ZoneEntry entry)
        {
            ref ZoneEntry[] shard = ref Own(entry.Hash);
            ref var slot = ref Place(shard, entry.Hash, entry.Name);
            var isNew = !slot.Exists;
            slot = entry;
            if (isNew && CountNames(shard) * FullOf > shard.Length * FullAt)
            {
                shard = Copy(shard, shard.Length * 2);
            }

            return isNew;
        }

        /// <summary>Chooses the number of shards anew if it fits the names no longer.</summary>
        private bool TryLayOut(int names)
        {
            var shards = PowerOfTwo(Math.Max(1, names / NamesPerShard));
            if (shards < _shards.Length * Slack && shards * Slack > _shards.Length)
            {
                return false;
            }

            var old = _shards;
            var slots = PowerOfTwo(Math.Max(FewestSlots, 2 * Math.Min(names, NamesPerShard)));
            _shards = new ZoneEntry[shards][];
            for (var i = 0; i < shards; i++)
            {
                _shards[i] = new ZoneEntry[slots];
            }

            foreach (var entry in EntriesOf(old))
            {
                Insert(entry);
            }

            return true;
        }

        private static int CountNames(ZoneEntry[] shard)
        {
            var names = 0;
            foreach (ref readonly var entry in shard.AsSpan())
            {
                names += entry.Exists ? 1 : 0;
            }

            return names;
        }

        private static ZoneEntry[] Copy(ZoneEntry[] shard, int slots)
        {
            var copy = new ZoneEntry[slots];
            foreach (ref readonly var entry in shard.AsSpan())
            {
                if (entry.Exists)
                {
                    Place(copy, entry.Hash, entry.Name) = entry;
                }
            }

            return copy;
        }

        private static int PowerOfTwo(int number) => (int)BitOperations.RoundUpToPowerOf2((uint)number);
    }
}
