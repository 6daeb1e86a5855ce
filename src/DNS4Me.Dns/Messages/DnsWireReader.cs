using System.Buffers.Binary;

namespace DNS4Me.Dns;

/// <summary>
/// Reads a message, or the part of it up to an end, from front to back. It never reads past that end, except for names that a pointer leads
/// back to, and throws nothing but <see cref="DnsFormatException"/>.
/// </summary>
internal ref struct DnsWireReader
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly int _end;

    internal DnsWireReader(ReadOnlySpan<byte> message)
        : this(message, 0, message.Length)
    {
    }

    private DnsWireReader(ReadOnlySpan<byte> message, int start, int end)
    {
        _message = message;
        Position = start;
        _end = end;
    }

    /// <summary>The octet of the message that is next.</summary>
    internal int Position { get; private set; }

    /// <summary>Whether all is read.</summary>
    internal readonly bool AtEnd => Position == _end;

    internal ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(ReadBytes(sizeof(ushort)));

    internal uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(ReadBytes(sizeof(uint)));

    internal CharacterString ReadString() => new(ReadBytes(ReadBytes(1)[0]));

    internal ReadOnlySpan<byte> ReadRest() => ReadBytes(_end - Position);

    internal ReadOnlySpan<byte> ReadBytes(int length)
    {
        if (length > _end - Position)
        {
            throw new DnsFormatException(DnsFormatError.UnexpectedEnd, Position);
        }

        var bytes = _message.Slice(Position, length);
        Position += length;
        return bytes;
    }

    internal DnsName ReadName()
    {
        Span<byte> wire = stackalloc byte[DnsLimits.MaxNameLength];
        var name = NameExpansion.Read(_message, Position, _end, wire);
        if (name.Error != DnsFormatError.None)
        {
            throw new DnsFormatException(name.Error, name.Index);
        }

        Position = name.Next;
        return DnsName.FromWire(wire[..name.Length]);
    }

    /// <summary>A reader for the next octets alone; this one goes on behind them.</summary>
    internal DnsWireReader Take(int length)
    {
        var start = Position;
        ReadBytes(length);
        return new DnsWireReader(_message, start, Position);
    }
}
