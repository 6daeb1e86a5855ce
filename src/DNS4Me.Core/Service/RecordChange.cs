namespace DNS4Me.Service;

/// <summary>One change of a batch.</summary>
public sealed record RecordChange
{
    /// <summary>What is to be done.</summary>
    public required RecordAction Action { get; init; }

    /// <summary>
    /// Which record to set or remove. Null: the only one that fits: for Set by domain, name and type, for Remove by everything given. The domain has to be
    /// given then; a name that is not is the domain itself, and a type that is not follows from the data. Adding gives a record its number, and takes none.
    /// </summary>
    public long? Id { get; init; }

    /// <summary>For Add all of the record, for Set what is to change, for Remove what it must have; may be left out for Remove with a number.</summary>
    public RecordValues? Record { get; init; }
}
