namespace DNS4Me.Local;

/// <summary>A page of what the world sees of a domain.</summary>
public sealed record DomainTestResult
{
    /// <summary>What was found: one check a record and server, and on the first page one a server for the zone's serial number.</summary>
    public required IReadOnlyList<DomainCheck> Checks { get; init; }

    /// <summary>The servers that were asked, in the form of <see cref="DomainTestRequest.Servers"/>, so that the next page asks the same.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>Where the next page begins; null after the last.</summary>
    public string? Next { get; init; }
}
