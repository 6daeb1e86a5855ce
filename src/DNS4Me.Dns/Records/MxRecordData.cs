using System.Buffers;

namespace DNS4Me.Dns;

/// <summary>
/// A mail exchange. RFC 1035, section 3.3.9.
/// <code>
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// |                  PREFERENCE                   |
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// /                   EXCHANGE                    /
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </summary>
/// <param name="Preference">The exchange's rank; lower values come first.</param>
/// <param name="Exchange">The exchange's name; the root means that no mail is taken (RFC 7505).</param>
public sealed record MxRecordData(ushort Preference, DnsName Exchange) : DnsRecordData
{
    /// <inheritdoc/>
    public override DnsType Type => DnsType.MX;

    internal static MxRecordData Read(ref DnsWireReader rdata) => new(rdata.ReadUInt16(), rdata.ReadName());

    internal override void Write(IBufferWriter<byte> output)
    {
        output.WriteUInt16(Preference);
        output.WriteName(Exchange);
    }

    private protected override string ToPresentation() => FormattableString.Invariant($"{Preference} {Exchange}");
}
