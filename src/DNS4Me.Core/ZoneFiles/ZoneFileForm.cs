namespace DNS4Me.ZoneFiles;

/// <summary>How a zone file is to be written.</summary>
public sealed record ZoneFileForm
{
    /// <summary>
    /// Whether what the service computes is written out, as it is at the moment that the records were listed for: the default records, also at every name
    /// to which the service gives them, and the addresses of host records that have none of their own. Other name servers then answer as the service does at that moment.
    /// Without it, the file has what the account has stored, and is the same at every moment.
    /// </summary>
    public bool IncludeDefaults { get; init; }

    /// <summary>The zone's authority, without which no name server loads the file; null for records alone.</summary>
    public ZoneFileAuthority? Authority { get; init; }
}
