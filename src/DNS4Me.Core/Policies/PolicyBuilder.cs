using System.Text.Json;
using DNS4Me.Local;

namespace DNS4Me.Policies;

/// <summary>Takes the values of one source in, each held to its policy's kind and bounds and to the rules of its setting.</summary>
internal sealed class PolicyBuilder(SettingSource source, string place)
{
    private readonly Dictionary<string, PolicyValue> _values = [];
    private readonly List<string> _unknown = [];
    private readonly List<string> _mistakes = [];

    /// <summary>Takes a registry value: a text, a number, several texts, or null for any other kind.</summary>
    public void AddRegistryValue(string name, object? value)
    {
        if (GovernedSettings.Find(name, StringComparison.OrdinalIgnoreCase) is not { } setting)
        {
            _unknown.Add(name);
            return;
        }

        Add(setting, setting.Kind is PolicyKind.Switch or PolicyKind.TurnOff ? value is 0L or 1L ? value is 1L : null : value);
    }

    /// <summary>Takes a member of policy.json.</summary>
    public void AddMember(string name, JsonElement value)
    {
        if (GovernedSettings.Find(name) is not { } setting)
        {
            _mistakes.Add($"There is no policy '{name}'.");
        }
        else if (_values.ContainsKey(name))
        {
            _mistakes.Add($"The policy '{name}' stands there twice.");
        }
        else
        {
            Add(setting, value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number when value.TryGetInt64(out var number) => number,
                JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => value.EnumerateArray().Select(item => item.GetString()!).ToArray(),
                _ => null,
            });
        }
    }

    /// <summary>All of it.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PolicyUnreadable"/>, with every mistake.</exception>
    public PolicySet ToSet() => _mistakes.Count == 0
        ? PolicySet.Of(_values.Values, _unknown)
        : throw new DNS4MeException(Faults.PolicyUnreadable(place, string.Join(" ", _mistakes)));

    private void Add(GovernedSetting setting, object? value)
    {
        if (ToJson(setting, value) is not { } json)
        {
            _mistakes.Add($"The policy '{setting.ValueName}' must hold {Wanted(setting)}.");
            return;
        }

        var policy = new PolicyValue(setting, source, json);
        if (MistakeOf(policy) is { } mistake)
        {
            _mistakes.Add($"The policy '{setting.ValueName}': {mistake}");
        }
        else
        {
            _values.Add(setting.ValueName, policy);
        }
    }

    private static string? ToJson(GovernedSetting setting, object? value) => (setting.Kind, value) switch
    {
        (PolicyKind.Switch, bool on) => on ? "true" : "false",

        // The policy says "off", the setting "on".
        (PolicyKind.TurnOff, bool off) => off ? "false" : "true",
        (PolicyKind.Number, long number) when number >= setting.Least && number <= setting.Most => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        (PolicyKind.Choice, string word) when setting.Choices.Contains(word) => Quote(word),
        (PolicyKind.Text, string text) when text.Length <= setting.Most => Quote(text),
        (PolicyKind.TextList, string[] texts) when texts.All(text => text.Length <= setting.Most) => $"[{string.Join(",", texts.Select(Quote))}]",
        _ => null,
    };

    private static string Wanted(GovernedSetting setting) => setting.Kind switch
    {
        PolicyKind.Number => $"a whole number from {setting.Least} to {setting.Most} (in the registry a REG_DWORD)",
        PolicyKind.Choice => $"one of {string.Join(", ", setting.Choices)} (in the registry a REG_SZ)",
        PolicyKind.Text => $"a text of at most {setting.Most} characters (in the registry a REG_SZ)",
        PolicyKind.TextList => $"texts of at most {setting.Most} characters each (in the registry a REG_MULTI_SZ)",
        _ => "true or false (in the registry a REG_DWORD of 1 or 0)",
    };

    private static string Quote(string text) => JsonSerializer.Serialize(text, AgentJson.Default.String);

    /// <summary>What is wrong with the value by itself. What it may lack beside it another policy or the settings may have.</summary>
    private static string? MistakeOf(PolicyValue policy)
    {
        try
        {
            return ConfigurationRules.Check(PolicySet.Of([policy], []).Apply(new())).FirstOrDefault(fault => fault.Field == policy.Setting.JsonName)?.Message;
        }
        catch (JsonException)
        {
            return $"'{policy.Text}' is not what the setting {policy.Setting.Member} can be.";
        }
    }
}
