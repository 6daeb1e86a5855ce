using System.Text.Json;

namespace DNS4Me.Policies;

/// <summary>A policy that is set.</summary>
/// <param name="Setting">What it governs.</param>
/// <param name="Source">Whose policy it is.</param>
/// <param name="Json">The value that it gives the setting, as the JSON of the setting's member.</param>
public sealed record PolicyValue(GovernedSetting Setting, SettingSource Source, string Json)
{
    /// <summary>Whether it gives the setting a value. A policy that would turn something off and is itself off leaves the setting alone, and a policy of less weight too.</summary>
    public bool Governs => Setting.Kind != PolicyKind.TurnOff || Json == "false";

    /// <summary>The fault of a change that is against it.</summary>
    public Fault Fault => Faults.GovernedByPolicy(Setting.Member, Setting.PolicyName, Source, Text) with { Field = Setting.JsonName };

    /// <summary>The value as people read it, and as the Get- commands show it: a time is no bare number, which the Set- commands take for minutes.</summary>
    public string Text
    {
        get
        {
            using var document = JsonDocument.Parse(Json);
            var value = document.RootElement;
            return value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray().Select(item => item.ToString()))
                : Setting.JsonName.EndsWith("Seconds", StringComparison.Ordinal) ? TimeSpan.FromSeconds(value.GetDouble()).ToString()
                : value.ToString();
        }
    }
}
