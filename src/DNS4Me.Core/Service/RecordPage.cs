namespace DNS4Me.Service;

/// <summary>
/// A page of records: by domain, in each the default ones first and then by name. Records that others add meanwhile may be missed; none is given twice, unless it
/// was renamed meanwhile.
/// </summary>
public sealed record RecordPage
{
    /// <summary>The records.</summary>
    public required IReadOnlyList<DomainRecord> Records { get; init; }

    /// <summary>Where the next page begins; null after the last.</summary>
    public string? Next { get; init; }
}
