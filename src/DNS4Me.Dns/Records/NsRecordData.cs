using System.Buffers;

namespace DNS4Me.Dns;

/// <summary>
/// An authoritative name server. RFC 1035, section 3.3.11.
/// <code>
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// /                   NSDNAME                     /
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </summary>
/// <param name="NameServer">The server's name.</param>
public sealed record NsRecordData(DnsName NameServer) : DnsRecordData
{
    /// <inheritdoc/>
    public override DnsType Type => DnsType.NS;

    internal static NsRecordData Read(ref DnsWireReader rdata) => new(rdata.ReadName());

    internal override void Write(IBufferWriter<byte> output) => output.WriteName(NameServer);

    private protected override string ToPresentation() => NameServer.ToString();
}
