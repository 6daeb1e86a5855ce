namespace DNS4Me.Local;

/// <summary>What a change of settings came to. The settings are stored in any case.</summary>
public sealed record SettingResult
{
    /// <summary>All settings, as they are now.</summary>
    public required AgentSettings Settings { get; init; }

    /// <summary>
    /// Why the service has not been given the online and offline settings yet; null when it has them, or need not be told now. After what may
    /// pass by itself (<see cref="Fault.IsTransient"/>) the agent gives them to it as soon as it is heard of again.
    /// </summary>
    public Fault? Unpublished { get; init; }
}
