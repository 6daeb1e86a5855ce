namespace DNS4Me.Dns;

/// <summary>A resource record's TYPE, or a question's QTYPE; other values are valid too. Source: the IANA DNS Parameters registry; RFC 1035, section 3.2.2.</summary>
public enum DnsType : ushort
{
    /// <summary>An IPv4 host address. RFC 1035, section 3.4.1.</summary>
    A = 1,
    /// <summary>An authoritative name server. RFC 1035, section 3.3.11.</summary>
    NS = 2,
    /// <summary>The canonical name of an alias. RFC 1035, section 3.3.1.</summary>
    CNAME = 5,
    /// <summary>The start of a zone of authority. RFC 1035, section 3.3.13.</summary>
    SOA = 6,
    /// <summary>A host's CPU and system; today the minimal answer to ANY. RFC 1035, section 3.3.2; RFC 8482, section 4.2.</summary>
    HINFO = 13,
    /// <summary>A mail exchange. RFC 1035, section 3.3.9.</summary>
    MX = 15,
    /// <summary>Text strings. RFC 1035, section 3.3.14.</summary>
    TXT = 16,
    /// <summary>An IPv6 host address. RFC 3596, section 2.1.</summary>
    AAAA = 28,
    /// <summary>The place of a service. RFC 2782.</summary>
    SRV = 33,
    /// <summary>The EDNS(0) pseudo record. RFC 6891, section 6.1.</summary>
    OPT = 41,
    /// <summary>A question for a zone's changes. RFC 1995, section 3.</summary>
    IXFR = 251,
    /// <summary>A question for a whole zone. RFC 5936, section 2.1.</summary>
    AXFR = 252,
    /// <summary>A question for whatever the server chooses to give. RFC 1035, section 3.2.3; RFC 8482.</summary>
    ANY = 255,
    /// <summary>Who may issue certificates. RFC 8659, section 4.</summary>
    CAA = 257,
}
