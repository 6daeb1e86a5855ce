namespace DNS4Me.Dns;

/// <summary>What a message asks for: four bits; other values are valid too. Source: the IANA DNS Parameters registry; RFC 1035, section 4.1.1.</summary>
public enum DnsOpcode : byte
{
    /// <summary>A standard query. RFC 1035.</summary>
    Query = 0,
    /// <summary>An inverse query, obsolete. RFC 3425.</summary>
    IQuery = 1,
    /// <summary>A question for the server's status. RFC 1035.</summary>
    Status = 2,
    /// <summary>A zone has changed. RFC 1996.</summary>
    Notify = 4,
    /// <summary>A dynamic update. RFC 2136.</summary>
    Update = 5,
}
