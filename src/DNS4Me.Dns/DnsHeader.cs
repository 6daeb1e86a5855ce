using System.Buffers.Binary;

namespace DNS4Me.Dns;

/// <summary>
/// A message's header without its counts. RFC 1035, section 4.1.1.
/// <code>
///   0  1  2  3  4  5  6  7  8  9  0  1  2  3  4  5
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// |                      ID                       |
/// |QR|  Opcode   |AA|TC|RD|RA| Z|AD|CD|   RCODE   |
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </summary>
/// <param name="Id">The number that pairs a response with its query.</param>
/// <param name="Opcode">What is asked for; the lower four bits count.</param>
/// <param name="Flags">The one-bit flags.</param>
/// <param name="Rcode">The response code. The header has room for its lower four bits; the rest travels in the OPT record.</param>
public readonly record struct DnsHeader(ushort Id, DnsOpcode Opcode, DnsHeaderFlags Flags, DnsRcode Rcode = DnsRcode.NoError)
{
    /// <summary>The octets that this takes of a message.</summary>
    internal const int Length = 4;

    private const int FlagsMask = 0x87F0;
    private const int OpcodeShift = 11;
    private const int NibbleMask = 0x0F;

    /// <summary>Reads the first four octets of a message.</summary>
    /// <param name="message">At least four octets.</param>
    internal static DnsHeader Read(ReadOnlySpan<byte> message)
    {
        var word = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        return new DnsHeader(
            BinaryPrimitives.ReadUInt16BigEndian(message),
            (DnsOpcode)((word >> OpcodeShift) & NibbleMask),
            (DnsHeaderFlags)(word & FlagsMask),
            (DnsRcode)(word & NibbleMask));
    }

    /// <summary>Writes the first four octets of a message.</summary>
    /// <param name="message">At least four octets.</param>
    internal void Write(Span<byte> message)
    {
        var word = ((int)Flags & FlagsMask) | (((int)Opcode & NibbleMask) << OpcodeShift) | ((int)Rcode & NibbleMask);
        BinaryPrimitives.WriteUInt16BigEndian(message, Id);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], (ushort)word);
    }
}
