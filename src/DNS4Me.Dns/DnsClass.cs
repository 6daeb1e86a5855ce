namespace DNS4Me.Dns;

/// <summary>A CLASS or QCLASS; other values are valid too. Source: the IANA DNS Parameters registry; RFC 1035, section 3.2.4.</summary>
public enum DnsClass : ushort
{
    /// <summary>The Internet.</summary>
    IN = 1,
    /// <summary>Chaos, which servers use for questions about themselves. RFC 4892.</summary>
    CH = 3,
    /// <summary>Hesiod.</summary>
    HS = 4,
    /// <summary>In an update: delete the one record given, or "does not exist". RFC 2136, section 2.4 and 2.5.4.</summary>
    NONE = 254,
    /// <summary>Any class in a question; in an update: delete a whole RRset or name. RFC 2136, section 2.5.2.</summary>
    ANY = 255,
}
