using System.Buffers;

namespace DNS4Me.Dns;

/// <summary>
/// The data of a resource record. One class a type, listed in <see cref="RdataReader"/>; a type that is not listed there is an
/// <see cref="UnknownRecordData"/>. Immutable; equal when the data means the same, names without regard to ASCII case.
/// </summary>
public abstract record DnsRecordData
{
    private protected DnsRecordData()
    {
    }

    /// <summary>The record's type.</summary>
    public abstract DnsType Type { get; }

    /// <summary>The data in wire form without compression.</summary>
    public byte[] ToWire()
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The data in presentation form, as a zone file or dig has it.</summary>
    public sealed override string ToString() => ToPresentation();

    /// <summary>Writes the data in wire form without compression.</summary>
    internal abstract void Write(IBufferWriter<byte> output);

    private protected abstract string ToPresentation();
}
