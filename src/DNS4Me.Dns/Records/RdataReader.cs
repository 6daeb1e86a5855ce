namespace DNS4Me.Dns;

/// <summary>The record types whose data is known here: the one place to add another.</summary>
internal static class RdataReader
{
    /// <summary>Reads a record's data to its last octet.</summary>
    /// <param name="type">The record's type.</param>
    /// <param name="class">The record's class.</param>
    /// <param name="rdata">A reader that ends where the data ends.</param>
    /// <exception cref="DnsFormatException">The data is not of its type's form.</exception>
    internal static DnsRecordData Read(DnsType type, DnsClass @class, DnsWireReader rdata)
    {
        var data = IsTyped(type, @class, rdata.AtEnd) ? ReadTyped(type, ref rdata) : ReadUnknown(type, ref rdata);
        return rdata.AtEnd ? data : throw new DnsFormatException(DnsFormatError.BadRdataLength, rdata.Position);
    }

    private static DnsRecordData ReadTyped(DnsType type, ref DnsWireReader rdata) => type switch
    {
        DnsType.A => ARecordData.Read(ref rdata),
        DnsType.AAAA => AaaaRecordData.Read(ref rdata),
        DnsType.NS => NsRecordData.Read(ref rdata),
        DnsType.CNAME => CnameRecordData.Read(ref rdata),
        DnsType.SOA => SoaRecordData.Read(ref rdata),
        DnsType.MX => MxRecordData.Read(ref rdata),
        DnsType.TXT => TxtRecordData.Read(ref rdata),
        DnsType.SRV => SrvRecordData.Read(ref rdata),
        DnsType.CAA => CaaRecordData.Read(ref rdata),
        DnsType.HINFO => HinfoRecordData.Read(ref rdata),
        _ => ReadUnknown(type, ref rdata),
    };

    private static UnknownRecordData ReadUnknown(DnsType type, ref DnsWireReader rdata) => new(type, rdata.ReadRest());

    private static bool IsTyped(DnsType type, DnsClass @class, bool isEmpty) => @class switch
    {
        // An update deletes with these classes: NONE gives the record to delete, empty data means all of them. RFC 2136, section 2.5.
        DnsClass.NONE or DnsClass.ANY => !isEmpty,
        DnsClass.IN => true,
        _ => type is not (DnsType.A or DnsType.AAAA or DnsType.SRV),
    };
}
