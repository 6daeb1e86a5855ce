using System.Buffers;
using System.Buffers.Binary;

namespace DNS4Me.Dns;

/// <summary>The fields that record data is made of, written to a growing buffer.</summary>
internal static class RdataOutput
{
    internal static void WriteUInt16(this IBufferWriter<byte> output, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(sizeof(ushort)), value);
        output.Advance(sizeof(ushort));
    }

    internal static void WriteUInt32(this IBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(sizeof(uint)), value);
        output.Advance(sizeof(uint));
    }

    internal static void WriteName(this IBufferWriter<byte> output, DnsName name) => output.Write(name.Wire);

    internal static void WriteString(this IBufferWriter<byte> output, CharacterString value)
    {
        output.Write([(byte)value.Octets.Length]);
        output.Write(value.Octets);
    }
}
