namespace DNS4Me;

/// <summary>The types of records in a domain, by their DNS names. Source: help file, "Custom DNS".</summary>
public enum RecordType
{
    /// <summary>A host record with IPv4 data.</summary>
    A,

    /// <summary>A host record with IPv6 data.</summary>
    AAAA,

    /// <summary>A mail record.</summary>
    MX,

    /// <summary>An alias.</summary>
    CNAME,
}
