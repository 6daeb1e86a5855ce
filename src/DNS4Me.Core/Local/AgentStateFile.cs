namespace DNS4Me.Local;

/// <summary>What an agent leaves behind, so that commands can report without one and the next agent can go on.</summary>
public sealed record AgentStateFile
{
    /// <summary>Whether the user wants to be online: set by Connect, cleared by Disconnect, untouched by a stop.</summary>
    public bool WantsOnline { get; init; }

    /// <summary>Whether the agent stopped in good order, with the domains offline.</summary>
    public bool StoppedCleanly { get; init; }

    /// <summary>The status at the time of writing.</summary>
    public required AgentStatus Status { get; init; }

    /// <summary>The registration as last heard from the service; null without one. The ID itself is in <see cref="AgentHome.RegistrationFile"/>, encrypted.</summary>
    public RegistrationInfo? Registration { get; init; }
}
