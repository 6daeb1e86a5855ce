namespace DNS4Me.Service;

/// <summary>
/// Changes, carried out in their order and committed together. Each stands or falls by itself: a refused one changes nothing, and does not hinder the
/// others. A batch that was cut off can be sent again: what went in is then refused as <see cref="FaultCode.RecordExists"/> or not found.
/// </summary>
public sealed record RecordBatch
{
    /// <summary>The most changes of a batch.</summary>
    public const int MostChanges = 1_000;

    /// <summary>The longest batch, in octets of JSON: room for <see cref="MostChanges"/> texts of the longest kind as people write them.</summary>
    public const int LongestBody = 16 * 1024 * 1024;

    /// <summary>The changes.</summary>
    public required IReadOnlyList<RecordChange> Changes { get; init; }

    /// <summary>Whether a refused change is to leave all others undone.</summary>
    public bool AllOrNothing { get; init; }
}
