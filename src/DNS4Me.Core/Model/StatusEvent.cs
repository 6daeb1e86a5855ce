namespace DNS4Me;

/// <summary>One line of what the help file's Status dialog calls "Recent Status".</summary>
public sealed record StatusEvent
{
    /// <summary>Rises by one an event for as long as the agent's home lives; a reader asks for what came after the one it saw last.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it happened, by the machine's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What it tells of.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>A sentence for people. It never carries a secret.</summary>
    public required string Message { get; init; }

    /// <summary>The fault behind it, if there was one.</summary>
    public FaultCode? Fault { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
