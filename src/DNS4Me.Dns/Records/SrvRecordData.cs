using System.Buffers;

namespace DNS4Me.Dns;

/// <summary>
/// The place of a service. RFC 2782. Its target is never compressed; one that another server compressed is read (RFC 3597, section 4).
/// <code>
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// |                   PRIORITY                    |
/// |                    WEIGHT                     |
/// |                     PORT                      |
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// /                    TARGET                     /
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </summary>
/// <param name="Priority">The target's rank; lower values come first.</param>
/// <param name="Weight">The target's share among those of one priority.</param>
/// <param name="Port">The service's port on the target.</param>
/// <param name="Target">The host's name; the root means that there is no such service.</param>
public sealed record SrvRecordData(ushort Priority, ushort Weight, ushort Port, DnsName Target) : DnsRecordData
{
    /// <inheritdoc/>
    public override DnsType Type => DnsType.SRV;

    internal static SrvRecordData Read(ref DnsWireReader rdata) => new(rdata.ReadUInt16(), rdata.ReadUInt16(), rdata.ReadUInt16(), rdata.ReadName());

    internal override void Write(IBufferWriter<byte> output)
    {
        output.WriteUInt16(Priority);
        output.WriteUInt16(Weight);
        output.WriteUInt16(Port);
        output.WriteName(Target);
    }

    private protected override string ToPresentation() => FormattableString.Invariant($"{Priority} {Weight} {Port} {Target}");
}
