using System.Buffers;

namespace DNS4Me.Dns;

/// <summary>
/// The start of a zone of authority. RFC 1035, section 3.3.13; RFC 2308, section 4.
/// <code>
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// /                     MNAME                     /
/// /                     RNAME                     /
/// |                    SERIAL                     |
/// |                    REFRESH                    |
/// |                     RETRY                     |
/// |                    EXPIRE                     |
/// |                    MINIMUM                    |
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </summary>
/// <param name="PrimaryServer">The zone's primary name server.</param>
/// <param name="ResponsibleMailbox">The mailbox of the zone's keeper; its first label is the part before the @.</param>
/// <param name="Serial">The zone's version, compared by RFC 1982.</param>
/// <param name="Refresh">Seconds between a secondary's looks at the serial.</param>
/// <param name="Retry">Seconds after which a secondary repeats a failed look.</param>
/// <param name="Expire">Seconds after which a secondary without a good look stops answering.</param>
/// <param name="Minimum">Seconds that a negative answer may be kept, unless the record's own TTL is lower.</param>
public sealed record SoaRecordData(
    DnsName PrimaryServer, DnsName ResponsibleMailbox, uint Serial, uint Refresh, uint Retry, uint Expire, uint Minimum) : DnsRecordData
{
    /// <inheritdoc/>
    public override DnsType Type => DnsType.SOA;

    internal static SoaRecordData Read(ref DnsWireReader rdata) => new(
        rdata.ReadName(),
        rdata.ReadName(),
        rdata.ReadUInt32(),
        rdata.ReadUInt32(),
        rdata.ReadUInt32(),
        rdata.ReadUInt32(),
        rdata.ReadUInt32());

    internal override void Write(IBufferWriter<byte> output)
    {
        output.WriteName(PrimaryServer);
        output.WriteName(ResponsibleMailbox);
        output.WriteUInt32(Serial);
        output.WriteUInt32(Refresh);
        output.WriteUInt32(Retry);
        output.WriteUInt32(Expire);
        output.WriteUInt32(Minimum);
    }

    private protected override string ToPresentation() =>
        FormattableString.Invariant($"{PrimaryServer} {ResponsibleMailbox} {Serial} {Refresh} {Retry} {Expire} {Minimum}");
}
