namespace DNS4Me;

/// <summary>The agent's process.</summary>
public sealed record AgentInfo
{
    /// <summary>Whether an agent serves this home.</summary>
    public required bool Running { get; init; }

    /// <summary>Whose agent it is: the user's, or the machine's.</summary>
    public AgentScope Scope { get; init; }

    /// <summary>The process ID; null when none runs.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The agent's version; null when none runs.</summary>
    public string? Version { get; init; }

    /// <summary>When the agent started; null when none runs.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Who started it.</summary>
    public AgentStartReason? StartReason { get; init; }

    /// <summary>The folder that holds the agent's settings, state and socket.</summary>
    public required string Home { get; init; }

    /// <summary>Where the agent listens: a socket's path, or a pipe's name on Windows.</summary>
    public required string Endpoint { get; init; }
}
