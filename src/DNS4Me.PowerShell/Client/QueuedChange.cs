using DNS4Me.Service;

namespace DNS4Me.PowerShell.Client;

/// <summary>A change of a record that a row of the pipeline asks for.</summary>
/// <param name="Ordinal">The row's place in the pipeline, counted from 1.</param>
/// <param name="Row">The row, for errors; null for a command without a pipeline.</param>
/// <param name="Change">The change.</param>
/// <param name="Size">The most octets that its result comes to.</param>
internal sealed record QueuedChange(int Ordinal, object? Row, RecordChange Change, int Size);
