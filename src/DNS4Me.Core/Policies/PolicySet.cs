using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;

namespace DNS4Me.Policies;

/// <summary>The policies that are set on a machine for an agent: what goes before its own settings.</summary>
public sealed class PolicySet : IEquatable<PolicySet>
{
    private PolicySet(IReadOnlyList<PolicyValue> values, IReadOnlyList<string> unknown) => (Values, Unknown) = (values, unknown);

    /// <summary>No policy at all.</summary>
    public static PolicySet None { get; } = new([], []);

    /// <summary>The policies, one a setting at most, in the order of <see cref="GovernedSettings.All"/>.</summary>
    public IReadOnlyList<PolicyValue> Values { get; }

    /// <summary>Names in the registry's key that this version has no policy for: a newer template's, or a slip. They are told, and govern nothing.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>The settings that are governed, by their policies' names in the registry, and by whose policy.</summary>
    public IReadOnlyDictionary<string, SettingSource> Governed => Values.Where(value => value.Governs).ToDictionary(value => value.Setting.ValueName, value => value.Source);

    /// <summary>A set of policies.</summary>
    public static PolicySet Of(IEnumerable<PolicyValue> values, IReadOnlyList<string> unknown)
    {
        var given = values.ToDictionary(value => value.Setting.ValueName);
        return new([.. GovernedSettings.All.Where(setting => given.ContainsKey(setting.ValueName)).Select(setting => given[setting.ValueName])], unknown);
    }

    /// <summary>These policies before others, value by value: what is undefined here falls through.</summary>
    public PolicySet Before(PolicySet others)
        => Of([.. Values, .. others.Values.Where(other => Values.All(value => value.Setting.ValueName != other.Setting.ValueName))], [.. Unknown.Union(others.Unknown)]);

    /// <summary>The policy that governs a setting; null when none does.</summary>
    /// <param name="section">The setting's section.</param>
    /// <param name="jsonName">The setting's name in JSON.</param>
    public PolicyValue? Of(SettingSection section, string jsonName)
        => Values.FirstOrDefault(value => value.Governs && value.Setting.Section == section && value.Setting.JsonName == jsonName);

    /// <summary>Settings as they are with these policies in force. They are not checked.</summary>
    /// <param name="own">The agent's own settings.</param>
    /// <exception cref="JsonException">A policy holds what its setting cannot.</exception>
    public AgentSettings Apply(AgentSettings own)
    {
        if (!Values.Any(value => value.Governs))
        {
            return own;
        }

        var proxy = Apply(SettingSection.Proxy, own.Proxy, AgentJson.Default.ProxySetting);
        return own with
        {
            Online = Apply(SettingSection.Online, own.Online, AgentJson.Default.OnlineSetting),
            Offline = Apply(SettingSection.Offline, own.Offline, AgentJson.Default.OfflineSetting),
            Option = Apply(SettingSection.Option, own.Option, AgentJson.Default.ClientOption),
            Server = Apply(SettingSection.Server, own.Server, AgentJson.Default.ServerSetting),

            // A password is that of the user ID it was given for, and goes to the proxy with no other.
            Proxy = proxy with { HasPassword = own.Proxy.HasPassword && proxy.UserId == own.Proxy.UserId },
            Web = Apply(SettingSection.Web, own.Web, AgentJson.Default.WebServerSetting),
        };
    }

    /// <inheritdoc/>
    public bool Equals(PolicySet? other) => other is not null && Values.SequenceEqual(other.Values) && Unknown.SequenceEqual(other.Unknown);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PolicySet);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Count;

    private T Apply<T>(SettingSection section, T own, JsonTypeInfo<T> type)
        where T : class
    {
        var governing = Values.Where(value => value.Governs && value.Setting.Section == section).ToList();
        if (governing.Count == 0)
        {
            return own;
        }

        var members = JsonSerializer.SerializeToNode(own, type)!.AsObject();
        foreach (var value in governing)
        {
            members[value.Setting.JsonName] = JsonNode.Parse(value.Json);
        }

        return members.Deserialize(type)!;
    }
}
