namespace DNS4Me.Service;

/// <summary>What became of a batch: one result a change, in their order.</summary>
public sealed record RecordBatchResult
{
    /// <summary>The results.</summary>
    public required IReadOnlyList<RecordChangeResult> Results { get; init; }
}
