using System.Buffers.Binary;

namespace DNS4Me.Dns;

/// <summary>
/// Reads a name out of a message, following compression pointers. RFC 1035, section 4.1.4.
/// Every pointer must lead to before the place where the piece that holds it began, so the reading ends, whatever the message holds.
/// </summary>
internal readonly struct NameExpansion
{
    private const int PointerBits = 0xC0;
    private const int PointerOffsetMask = 0x3FFF;

    private NameExpansion(int length, int next)
    {
        Length = length;
        Next = next;
    }

    private NameExpansion(DnsFormatError error, int index)
    {
        Error = error;
        Index = index;
    }

    /// <summary>What is wrong; <see cref="DnsFormatError.None"/> for a good name.</summary>
    internal DnsFormatError Error { get; }

    /// <summary>The octet of the message at which it is wrong.</summary>
    internal int Index { get; }

    /// <summary>The length of the name without compression.</summary>
    internal int Length { get; }

    /// <summary>The octet of the message that follows the name.</summary>
    internal int Next { get; }

    /// <summary>Whether a label's first octet says that it is a pointer.</summary>
    internal static bool IsPointer(byte first) => (first & PointerBits) == PointerBits;

    /// <summary>Where the pointer at a place leads to.</summary>
    internal static int PointerTarget(ReadOnlySpan<byte> message, int offset) =>
        BinaryPrimitives.ReadUInt16BigEndian(message[offset..]) & PointerOffsetMask;

    /// <summary>Reads a name.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="start">The name's first octet.</param>
    /// <param name="end">The first octet that the name may not use, except by pointers.</param>
    /// <param name="destination">Receives the name without compression: <see cref="DnsLimits.MaxNameLength"/> octets.</param>
    internal static NameExpansion Read(ReadOnlySpan<byte> message, int start, int end, Span<byte> destination)
    {
        var position = start;
        var pieceStart = start;
        var next = -1;
        var length = 0;
        while (true)
        {
            if (position >= end)
            {
                return new NameExpansion(DnsFormatError.UnexpectedEnd, position);
            }

            var first = message[position];
            if (IsPointer(first))
            {
                if (position + 1 >= end)
                {
                    return new NameExpansion(DnsFormatError.UnexpectedEnd, position);
                }

                var target = PointerTarget(message, position);
                if (target >= pieceStart || target < DnsLimits.HeaderLength)
                {
                    return new NameExpansion(DnsFormatError.BadPointer, position);
                }

                next = next < 0 ? position + 2 : next;
                position = pieceStart = target;
                continue;
            }

            var error = CheckLabel(first, position, length, end);
            if (error != DnsFormatError.None)
            {
                return new NameExpansion(error, position);
            }

            message.Slice(position, first + 1).CopyTo(destination[length..]);
            length += first + 1;
            position += first + 1;
            if (first == 0)
            {
                return new NameExpansion(length, next < 0 ? position : next);
            }
        }
    }

    private static DnsFormatError CheckLabel(byte first, int position, int length, int end)
    {
        if (first > DnsLimits.MaxLabelLength)
        {
            return DnsFormatError.BadLabelType;
        }

        if (position + 1 + first > end)
        {
            return DnsFormatError.UnexpectedEnd;
        }

        return length + 1 + first > DnsLimits.MaxNameLength ? DnsFormatError.NameTooLong : DnsFormatError.None;
    }
}
