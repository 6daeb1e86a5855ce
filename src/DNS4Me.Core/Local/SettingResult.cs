namespace DNS4Me.Local;

/// <summary>What a change of settings came to. The settings are stored in any case.</summary>
public sealed record SettingResult
{
    /// <summary>All settings, as they are in force now.</summary>
    public required AgentSettings Settings { get; init; }

    /// <summary>The settings that a policy governs, by their policies' names in the registry (<see cref="Policies.GovernedSetting.ValueName"/>), and by whose policy.</summary>
    public IReadOnlyDictionary<string, SettingSource> Governed { get; set; } = new Dictionary<string, SettingSource>();

    /// <summary>
    /// Why the service has not been given the online and offline settings yet; null when it has them, or need not be told now. After what may
    /// pass by itself (<see cref="Fault.IsTransient"/>) the agent gives them to it as soon as it is heard of again.
    /// </summary>
    public Fault? Unpublished { get; init; }
}
