namespace DNS4Me.Dns;

/// <summary>What is wrong with a query's OPT record. RFC 6891, section 6.1.1 and 6.1.2.</summary>
public enum DnsEdnsFault
{
    /// <summary>Nothing, or there is no OPT record.</summary>
    None,
    /// <summary>There is more than one OPT record.</summary>
    Duplicated,
    /// <summary>The record's owner is not the root.</summary>
    NotAtRoot,
    /// <summary>The options do not fill the record's data exactly.</summary>
    BadOptions,
}
