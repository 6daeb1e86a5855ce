namespace DNS4Me.Local;

/// <summary>How far a request is.</summary>
public sealed record ProgressNote
{
    /// <summary>What the agent does at the moment, in a few words.</summary>
    public required string Activity { get; init; }
}
