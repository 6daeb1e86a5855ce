namespace DNS4Me.Dns;

/// <summary>
/// A response's code: four bits in the header, with eight more above them in the OPT record; other values are valid too.
/// Source: the IANA DNS Parameters registry; RFC 1035, section 4.1.1; RFC 6891, section 6.1.3.
/// </summary>
public enum DnsRcode : ushort
{
    /// <summary>No error.</summary>
    NoError = 0,
    /// <summary>The server could not interpret the query.</summary>
    FormErr = 1,
    /// <summary>The server failed.</summary>
    ServFail = 2,
    /// <summary>The name does not exist.</summary>
    NXDomain = 3,
    /// <summary>The server does not support this kind of query.</summary>
    NotImp = 4,
    /// <summary>The server refuses by policy.</summary>
    Refused = 5,
    /// <summary>A name exists that should not. RFC 2136, section 2.2.</summary>
    YXDomain = 6,
    /// <summary>An RRset exists that should not. RFC 2136, section 2.2.</summary>
    YXRRSet = 7,
    /// <summary>An RRset that should exist does not. RFC 2136, section 2.2.</summary>
    NXRRSet = 8,
    /// <summary>The server is not authoritative for the zone, or the request is not authorized. RFC 2136, section 2.2; RFC 8945, section 5.3.2.</summary>
    NotAuth = 9,
    /// <summary>A name is not within the zone. RFC 2136, section 2.2.</summary>
    NotZone = 10,
    /// <summary>The EDNS version is not supported. RFC 6891, section 9.</summary>
    BadVers = 16,
}
