using System.Buffers;

namespace DNS4Me.Dns;

/// <summary>
/// The canonical name of which the owner is an alias. RFC 1035, section 3.3.1.
/// <code>
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// /                     CNAME                     /
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </summary>
/// <param name="CanonicalName">The canonical name.</param>
public sealed record CnameRecordData(DnsName CanonicalName) : DnsRecordData
{
    /// <inheritdoc/>
    public override DnsType Type => DnsType.CNAME;

    internal static CnameRecordData Read(ref DnsWireReader rdata) => new(rdata.ReadName());

    internal override void Write(IBufferWriter<byte> output) => output.WriteName(CanonicalName);

    private protected override string ToPresentation() => CanonicalName.ToString();
}
