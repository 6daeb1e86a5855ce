using System.Runtime.CompilerServices;

namespace DNS4Me.Dns;

/// <summary>
/// Where in a message labels start that a compression pointer may lead to. RFC 1035, section 4.1.4. It holds the first few only: enough
/// for any answer, and a bound on the work that a name can cause.
/// </summary>
internal struct CompressionTable
{
    private const int Capacity = 64;
    private const int MaxOffset = 0x3FFF;
    private Offsets _offsets;

    /// <summary>The number of places known. Setting it back forgets the later ones.</summary>
    internal int Count { get; set; }

    /// <summary>Makes a place known, if there is room for it and a pointer can express it.</summary>
    internal void Add(int offset)
    {
        if (Count < Capacity && offset <= MaxOffset)
        {
            _offsets[Count++] = (ushort)offset;
        }
    }

    /// <summary>Looks for a name among those written, without regard to ASCII case.</summary>
    /// <param name="message">The message so far.</param>
    /// <param name="name">A well-formed name without compression.</param>
    /// <param name="count">How many of the places, from the first, to look at: those whose names are written to their end.</param>
    /// <returns>Where the name stands; -1 when it does not.</returns>
    internal readonly int Find(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (StandsAt(message, _offsets[i], name))
            {
                return _offsets[i];
            }
        }

        return -1;
    }

    private static bool StandsAt(ReadOnlySpan<byte> message, int offset, ReadOnlySpan<byte> name)
    {
        while (true)
        {
            if (NameExpansion.IsPointer(message[offset]))
            {
                offset = NameExpansion.PointerTarget(message, offset);
                continue;
            }

            var labelEnd = name[0] + 1;
            if (message[offset] != name[0] || !WireName.EqualsIgnoreCase(message.Slice(offset, labelEnd), name[..labelEnd]))
            {
                return false;
            }

            if (name[0] == 0)
            {
                return true;
            }

            offset += labelEnd;
            name = name[labelEnd..];
        }
    }

    [InlineArray(Capacity)]
    private struct Offsets
    {
        private ushort _first;
    }
}
