using System.Buffers.Binary;

namespace DNS4Me.Dns;

/// <summary>A record that came with a query, read without allocation. RFC 1035, section 4.1.3.</summary>
internal readonly ref struct QueryRecord
{
    private const int FixedLength = 10;

    private QueryRecord(bool isAtRoot, ReadOnlySpan<byte> record)
    {
        IsAtRoot = isAtRoot;
        Type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(record);
        Class = BinaryPrimitives.ReadUInt16BigEndian(record[2..]);
        TimeToLive = BinaryPrimitives.ReadUInt32BigEndian(record[4..]);
        Data = record[FixedLength..];
    }

    /// <summary>Whether the owner is a plain zero octet.</summary>
    internal bool IsAtRoot { get; }

    /// <summary>The type.</summary>
    internal DnsType Type { get; }

    /// <summary>The CLASS field.</summary>
    internal ushort Class { get; }

    /// <summary>The TTL field.</summary>
    internal uint TimeToLive { get; }

    /// <summary>The data as received.</summary>
    internal ReadOnlySpan<byte> Data { get; }

    /// <summary>Reads the record at a place in a message that may hold anything.</summary>
    /// <param name="message">The message.</param>
    /// <param name="position">The record's first octet; moves behind the record.</param>
    /// <param name="record">The record when the method returns <see langword="true"/>.</param>
    /// <returns>Whether there is a whole record.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> message, scoped ref int position, out QueryRecord record)
    {
        record = default;
        var isAtRoot = position < message.Length && message[position] == 0;
        if (isAtRoot)
        {
            position++;
        }
        else if (!TrySkipName(message, ref position))
        {
            return false;
        }

        var rest = message[position..];
        if (rest.Length < FixedLength)
        {
            return false;
        }

        var length = FixedLength + BinaryPrimitives.ReadUInt16BigEndian(rest[(FixedLength - 2)..]);
        if (length > rest.Length)
        {
            return false;
        }

        record = new QueryRecord(isAtRoot, rest[..length]);
        position += length;
        return true;
    }

    private static bool TrySkipName(ReadOnlySpan<byte> message, scoped ref int position)
    {
        Span<byte> scratch = stackalloc byte[DnsLimits.MaxNameLength];
        var name = NameExpansion.Read(message, position, message.Length, scratch);
        position = name.Next;
        return name.Error == DnsFormatError.None;
    }
}
