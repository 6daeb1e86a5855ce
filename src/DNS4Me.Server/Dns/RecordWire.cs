using DNS4Me.Dns;

namespace DNS4Me.Server.Dns;

/// <summary>Records whose data does not depend on presence, as the wire has them.</summary>
internal static class RecordWire
{
    /// <summary>The set that a name's records of one type make: the lowest time to live holds for all of it, and what comes first comes first.</summary>
    /// <param name="type">Any type but the two of host records.</param>
    /// <param name="records">The records, in their stored form.</param>
    public static RecordSet SetOf(RecordType type, IReadOnlyList<DomainRecord> records) => new(
        TypeOf(type),
        records.Min(record => record.TimeToLive),
        [.. records.OrderBy(record => record.Priority).Select(record => DataOf(record).ToWire())]);

    private static DnsType TypeOf(RecordType type) => type switch
    {
        RecordType.MX => DnsType.MX,
        RecordType.CNAME => DnsType.CNAME,
        RecordType.TXT => DnsType.TXT,
        RecordType.SRV => DnsType.SRV,
        RecordType.CAA => DnsType.CAA,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Its data is computed."),
    };

    private static DnsRecordData DataOf(DomainRecord record) => record.Type switch
    {
        RecordType.MX => new MxRecordData((ushort)record.Priority!.Value, DnsName.Parse(record.MailServer!)),

        // The lookup of an alias's destination compares octets.
        RecordType.CNAME => new CnameRecordData(DnsName.Parse(record.CanonicalName!).ToCanonical()),
        RecordType.TXT => TextOf(record.Text!),
        RecordType.SRV => new SrvRecordData((ushort)record.Priority!.Value, (ushort)record.Weight!.Value, (ushort)record.Port!.Value, DnsName.Parse(record.Target!)),
        _ => new CaaRecordData((byte)record.Flags!.Value, record.Tag!, CharacterStrings.Encode(record.Value!)),
    };

    private static TxtRecordData TextOf(string text) => CharacterStrings.TryParse(text, out var strings)
        ? new(strings.Select(octets => new CharacterString(octets)))
        : throw new FormatException("A stored text is not in the form of texts.");
}
