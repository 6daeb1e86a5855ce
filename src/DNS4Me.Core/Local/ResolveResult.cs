namespace DNS4Me.Local;

/// <summary>A DNS server's answer.</summary>
public sealed record ResolveResult
{
    /// <summary>The response code by its mnemonic: NOERROR, NXDOMAIN, …</summary>
    public required string ResponseCode { get; init; }

    /// <summary>Whether the server answered from its own zones (AA).</summary>
    public required bool Authoritative { get; init; }

    /// <summary>The server that answered, with its port.</summary>
    public required string Server { get; init; }

    /// <summary>The records of the three sections, in the order of the message, without OPT.</summary>
    public required IReadOnlyList<ResolvedRecord> Records { get; init; }
}
