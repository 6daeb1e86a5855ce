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

    private readonly ZoneEntry?[][] _shards;

    private ZoneTable(ZoneEntry?[][] shards, int count) => (_shards, Count) = (shards, count);

    /// <summary>The table without names.</summary>
    public static ZoneTable Empty { get; } = new([new ZoneEntry?[FewestSlots]], 0);

    /// <summary>How many names there are.</summary>
    public int Count { get; }

    /// <summary>All names, in no order.</summary>
    public IEnumerable<ZoneEntry> Entries => _shards.SelectMany(shard => shard).OfType<ZoneEntry>();

    /// <summary>A name's hash.</summary>
    public static int HashOf(ReadOnlySpan<byte> name) => WireNameComparer.Canonical.GetHashCode(name);

    /// <summary>Finds a name without an allocation; null when it does not exist.</summary>
    public ZoneEntry? Find(ReadOnlySpan<byte> name) => Find(_shards, HashOf(name), name);

    /// <summary>Starts a change.</summary>
    /// <param name="added">About how many names it will add.</param>
    public Editor Edit(int added) => new(this, added);

    private static ZoneEntry? Find(ZoneEntry?[][] shards, int hash, ReadOnlySpan<byte> name)
    {
        var shard = ShardOf(shards, hash);
        for (var slot = SlotOf(hash); ; slot++)
        {
            var entry = shard[slot & (shard.Length - 1)];
            if (entry is null || (entry.Hash == hash && name.SequenceEqual(entry.Name)))
            {
                return entry;
            }
        }
    }

    private static ref ZoneEntry?[] ShardOf(ZoneEntry?[][] shards, int hash) => ref shards[hash & (shards.Length - 1)];

    /// <summary>The low half of a hash chooses the shard, so that the names of one shard differ in the high half.</summary>
    private static int SlotOf(int hash) => (int)((uint)hash >> 16);

    /// <summary>The slot that has the entry's name, or the empty one where it goes.</summary>
    private static ref ZoneEntry? Place(ZoneEntry?[] shard, ZoneEntry entry)
    {
        var slot = SlotOf(entry.Hash);
        while (shard[slot & (shard.Length - 1)] is { } other && !(other.Hash == entry.Hash && other.Name.AsSpan().SequenceEqual(entry.Name)))
        {
            slot++;
        }

        return ref shard[slot & (shard.Length - 1)];
    }

    /// <summary>A change in the making. For one thread, once.</summary>
    public sealed class Editor
    {
        private readonly ZoneEntry?[][] _before;
        private ZoneEntry?[][] _shards;
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
        public ZoneEntry? Find(ReadOnlySpan<byte> name) => ZoneTable.Find(_shards, HashOf(name), name);

        /// <summary>Adds a name, or replaces what it is.</summary>
        public void Put(ZoneEntry entry) => _count += Insert(entry) ? 1 : 0;

        /// <summary>Removes a name that exists.</summary>
        public void Remove(ZoneEntry entry)
        {
            ref ZoneEntry?[] shard = ref Own(entry.Hash);
            Place(shard, entry) = null;

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
        private ref ZoneEntry?[] Own(int hash)
        {
            ref ZoneEntry?[] shard = ref ShardOf(_shards, hash);
            if (ReferenceEquals(shard, ShardOf(_before, hash)))
            {
                shard = [.. shard];
            }

            return ref shard;
        }

        private bool Insert(ZoneEntry entry)
        {
            ref ZoneEntry?[] shard = ref Own(entry.Hash);
            ref var slot = ref Place(shard, entry);
            if (slot is not null)
            {
                slot = entry;
                return false;
            }

            slot = entry;
            if (CountNames(shard) * FullOf > shard.Length * FullAt)
            {
                shard = Copy(shard, shard.Length * 2);
            }

            return true;
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
            _shards = new ZoneEntry?[shards][];
            for (var i = 0; i < shards; i++)
            {
                _shards[i] = new ZoneEntry?[slots];
            }

            foreach (var entry in old.SelectMany(shard => shard).OfType<ZoneEntry>())
            {
                Insert(entry);
            }

            return true;
        }

        private static int CountNames(ZoneEntry?[] shard)
        {
            var names = 0;
            foreach (var entry in shard)
            {
                names += entry is null ? 0 : 1;
            }

            return names;
        }

        private static ZoneEntry?[] Copy(ZoneEntry?[] shard, int slots)
        {
            var copy = new ZoneEntry?[slots];
            foreach (var entry in shard)
            {
                if (entry is not null)
                {
                    Place(copy, entry) = entry;
                }
            }

            return copy;
        }

        private static int PowerOfTwo(int number) => (int)BitOperations.RoundUpToPowerOf2((uint)number);
    }
}
