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

    /// <summary>The value as people read it.</summary>
    public string Text
    {
        get
        {
            using var document = System.Text.Json.JsonDocument.Parse(Json);
            return document.RootElement.ValueKind == System.Text.Json.JsonValueKind.Array
                ? string.Join(", ", document.RootElement.EnumerateArray().Select(item => item.ToString()))
                : document.RootElement.ToString();
        }
    }
}
