using System.Text.Json.Serialization;

namespace DNS4Me.Local;

/// <summary>All settings as they are in force: the agent's own, and before them the policies'.</summary>
public sealed record SettingsInForce : AgentSettings
{
    /// <summary>The defaults, and no policy.</summary>
    [JsonConstructor]
    public SettingsInForce()
    {
    }

    /// <summary>Settings in force.</summary>
    /// <param name="settings">The settings, with the policies' values.</param>
    /// <param name="governed">Which of them policies govern.</param>
    public SettingsInForce(AgentSettings settings, IReadOnlyDictionary<string, SettingSource> governed)
        : base(settings) => Governed = governed;

    /// <summary>The settings that a policy governs, by their policies' names in the registry (<see cref="Policies.GovernedSetting.ValueName"/>), and by whose policy.</summary>
    public IReadOnlyDictionary<string, SettingSource> Governed { get; set; } = new Dictionary<string, SettingSource>();
}
