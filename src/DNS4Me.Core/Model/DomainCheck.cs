namespace DNS4Me;

/// <summary>What a server says of a record, beside what it should say.</summary>
public sealed record DomainCheck
{
    /// <summary>The domain's name.</summary>
    public required string Domain { get; init; }

    /// <summary>The name below the domain: empty for the domain itself, <c>*</c> for the wildcard.</summary>
    public required string Name { get; init; }

    /// <summary>The type by its DNS name. SOA: the zone's serial number, which is told and not judged. NS: the delegation.</summary>
    public required string Type { get; init; }

    /// <summary>What the server should answer; empty: nothing.</summary>
    public string Expected { get; set; } = "";

    /// <summary>What it answers; empty: nothing; null: that could not be found out.</summary>
    public string? Actual { get; init; }

    /// <summary>Whether both are the same; null: not judged.</summary>
    public bool? Matches { get; init; }

    /// <summary>The server's address and port, after its name where that is known.</summary>
    public required string Server { get; init; }

    /// <summary>For how many seconds the answer may be kept, as the server says.</summary>
    public long? TimeToLive { get; init; }

    /// <summary>What differs, or why nothing was found out; also what is noteworthy about an answer that is right.</summary>
    public string? Reason { get; init; }
}
