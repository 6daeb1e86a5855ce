namespace DNS4Me;

/// <summary>The types of records in a domain, by their DNS names. Source: help file, "Custom DNS", and what today's users need for mail, services and certificates.</summary>
public enum RecordType
{
    /// <summary>A host record with IPv4 data (RFC 1035, section 3.4.1).</summary>
    A,

    /// <summary>A host record with IPv6 data (RFC 3596).</summary>
    AAAA,

    /// <summary>A mail record (RFC 1035, section 3.3.9).</summary>
    MX,

    /// <summary>An alias (RFC 1035, section 3.3.1).</summary>
    CNAME,

    /// <summary>Text (RFC 1035, section 3.3.14).</summary>
    TXT,

    /// <summary>The place of a service (RFC 2782).</summary>
    SRV,

    /// <summary>Who may issue certificates (RFC 8659).</summary>
    CAA,
}
