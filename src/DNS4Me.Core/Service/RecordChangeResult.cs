namespace DNS4Me.Service;

/// <summary>What became of a change. With neither member filled it was allowed, but left undone for another's sake.</summary>
public sealed record RecordChangeResult
{
    /// <summary>The record as it is stored, or as it was when it was removed; null when nothing was done.</summary>
    public DomainRecord? Record { get; init; }

    /// <summary>Why nothing was done, each with the change's place in the batch; null when it was.</summary>
    public IReadOnlyList<Fault>? Faults { get; init; }
}
