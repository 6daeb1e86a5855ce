namespace DNS4Me.Service;

/// <summary>Which records to list. A member that is null asks for all.</summary>
/// <remarks>A setter is there for the JSON source generator, which would replace an init-only property's default by zero.</remarks>
public sealed record RecordQuery
{
    /// <summary>The most records of a page.</summary>
    public const int MostInPage = 1_000;

    /// <summary>The domain's name.</summary>
    public string? Domain { get; init; }

    /// <summary>The name below the domain, exactly: empty for the domain itself, <c>*</c> for the record of that name.</summary>
    public string? Name { get; init; }

    /// <summary>The type.</summary>
    public RecordType? Type { get; init; }

    /// <summary>The presence that <see cref="DomainRecord.CurrentData"/> is to be for.</summary>
    public RecordMoment At { get; init; }

    /// <summary>Where the page begins: the <see cref="RecordPage.Next"/> of the page before; null for the first.</summary>
    public string? After { get; init; }

    /// <summary>How many records a page may have; one with long texts has fewer.</summary>
    public int Max { get; set; } = MostInPage;
}
