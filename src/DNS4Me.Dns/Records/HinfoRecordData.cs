using System.Buffers;

namespace DNS4Me.Dns;

/// <summary>
/// A host's CPU and system. RFC 1035, section 3.3.2. Servers answer ANY with a made-up one: RFC 8482, section 4.2.
/// <code>
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// /                      CPU                      /
/// /                       OS                      /
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </summary>
/// <param name="Cpu">The CPU; <c>RFC8482</c> in an answer to ANY.</param>
/// <param name="OperatingSystem">The system; empty in an answer to ANY.</param>
public sealed record HinfoRecordData(CharacterString Cpu, CharacterString OperatingSystem) : DnsRecordData
{
    /// <inheritdoc/>
    public override DnsType Type => DnsType.HINFO;

    internal static HinfoRecordData Read(ref DnsWireReader rdata) => new(rdata.ReadString(), rdata.ReadString());

    internal override void Write(IBufferWriter<byte> output)
    {
        output.WriteString(Cpu);
        output.WriteString(OperatingSystem);
    }

    private protected override string ToPresentation() => $"{Cpu} {OperatingSystem}";
}
