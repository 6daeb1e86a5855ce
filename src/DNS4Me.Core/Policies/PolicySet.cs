using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;

namespace DNS4Me.Policies;

/// <summary>The policies that are set on a machine for an agent: what goes before its own settings.</summary>
public sealed class PolicySet : IEquatable<PolicySet>
{
    private const string Null = "null";

    private PolicySet(IReadOnlyList<PolicyValue> values, IReadOnlyList<string> unknown) => (Values, Unknown) = (values, unknown);

    /// <summary>No policy at all.</summary>
    public static PolicySet None { get; } = new([], []);

    /// <summary>The policies, one a setting at most, in the order of <see cref="GovernedSettings.All"/>.</summary>
    public IReadOnlyList<PolicyValue> Values { get; }

    /// <summary>Those of them that give their setting a value.</summary>
    public IEnumerable<PolicyValue> Governing => Values.Where(value => value.Governs);

    /// <summary>Names in the registry's key that this version has no policy for: a newer template's, or a slip. They are told, and govern nothing.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>The settings that are governed, by their policies' names in the registry, and by whose policy.</summary>
    public IReadOnlyDictionary<string, SettingSource> Governed => Governing.ToDictionary(value => value.Setting.ValueName, value => value.Source);

    /// <summary>What the policies have the service do, in a form to compare; null when nothing.</summary>
    public string? AccountFingerprint
        => string.Join(";", Governing.Where(value => value.Setting.Section is SettingSection.Online or SettingSection.Offline).Select(value => value.Setting.ValueName + "=" + value.Json)) is { Length: > 0 } text
            ? text
            : null;

    /// <summary>A set of policies.</summary>
    public static PolicySet Of(IEnumerable<PolicyValue> values, IReadOnlyList<string> unknown)
    {
        var given = values.ToDictionary(value => value.Setting.ValueName);
        return new([.. GovernedSettings.All.Where(setting => given.ContainsKey(setting.ValueName)).Select(setting => given[setting.ValueName])], unknown);
    }

    /// <summary>The policies by which settings are in force as they are.</summary>
    public static PolicySet In(SettingsInForce settings)
        => Of(settings.Governed.Select(item => (Setting: GovernedSettings.Find(item.Key), Source: item.Value))
            .Where(item => item.Setting is not null)
            .Select(item => new PolicyValue(item.Setting!, item.Source, MemberOf(settings, item.Setting!))), []);

    /// <summary>These policies before others, value by value: what is undefined here falls through.</summary>
    public PolicySet Before(PolicySet others)
        => Of([.. Values, .. others.Values.Where(other => Values.All(value => value.Setting.ValueName != other.Setting.ValueName))], [.. Unknown.Union(others.Unknown)]);

    /// <summary>The policy that governs a setting; null when none does.</summary>
    /// <param name="section">The setting's section.</param>
    /// <param name="jsonName">The setting's name in JSON.</param>
    public PolicyValue? Of(SettingSection section, string jsonName)
        => Governing.FirstOrDefault(value => value.Setting.Section == section && value.Setting.JsonName == jsonName);

    /// <summary>Settings as they are with these policies in force. They are not checked.</summary>
    /// <param name="own">The agent's own settings.</param>
    /// <exception cref="JsonException">A policy holds what its setting cannot.</exception>
    public AgentSettings Apply(AgentSettings own)
    {
        var settings = Merge(own, [.. Governing.Select(value => (value.Setting, value.Json))]);

        // A password is that of the user ID it was given for, and goes to the proxy with no other.
        return settings.Proxy.UserId == own.Proxy.UserId ? settings : settings with { Proxy = settings.Proxy with { HasPassword = false } };
    }

    /// <summary>What in settings that somebody wishes is against the policies. What is as the policy has it is not, so that a wish can be repeated.</summary>
    /// <param name="wished">The settings that are wished.</param>
    /// <param name="allowed">What a governed setting may be: the settings in force, and others that make no difference.</param>
    public IReadOnlyList<Fault> Against(AgentSettings wished, params AgentSettings[] allowed) =>
    [
        .. Governing.Where(value => allowed.All(settings => MemberOf(settings, value.Setting) != MemberOf(wished, value.Setting))).Select(value => value.Fault),
    ];

    /// <summary>
    /// What is stored of settings that somebody wishes: their governed members stay as they are stored, so that a policy's values are not taken for the user's. Stored settings
    /// have to stand by themselves, since policies end. Where the wish would not without a policy's value, as a redirect to a policy's URL would not, that is stored with it.
    /// </summary>
    /// <param name="wished">The settings that are wished.</param>
    /// <param name="own">The settings that are stored.</param>
    public AgentSettings ToStore(AgentSettings wished, AgentSettings own)
    {
        var stored = Merge(wished, [.. Governing.Select(value => (value.Setting, MemberOf(own, value.Setting)))]);
        foreach (var value in Governing)
        {
            if (ConfigurationRules.Check(stored) is { Count: > 0 } faults && Merge(stored, [(value.Setting, value.Json)]) is var whole && ConfigurationRules.Check(whole).Count < faults.Count)
            {
                stored = whole;
            }
        }

        return stored;
    }

    /// <inheritdoc/>
    public bool Equals(PolicySet? other) => other is not null && Values.SequenceEqual(other.Values) && Unknown.SequenceEqual(other.Unknown);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PolicySet);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Count;

    private static string MemberOf(AgentSettings settings, GovernedSetting setting) => (setting.Section switch
    {
        SettingSection.Online => JsonSerializer.SerializeToNode(settings.Online, AgentJson.Default.OnlineSetting),
        SettingSection.Offline => JsonSerializer.SerializeToNode(settings.Offline, AgentJson.Default.OfflineSetting),
        SettingSection.Option => JsonSerializer.SerializeToNode(settings.Option, AgentJson.Default.ClientOption),
        SettingSection.Server => JsonSerializer.SerializeToNode(settings.Server, AgentJson.Default.ServerSetting),
        SettingSection.Proxy => JsonSerializer.SerializeToNode(settings.Proxy, AgentJson.Default.ProxySetting),
        _ => JsonSerializer.SerializeToNode(settings.Web, AgentJson.Default.WebServerSetting),
    })!.AsObject()[setting.JsonName]?.ToJsonString() ?? Null;

    private static AgentSettings Merge(AgentSettings settings, IReadOnlyList<(GovernedSetting Setting, string Json)> members)
    {
        return members.Count == 0 ? settings : settings with
        {
            Online = Merged(SettingSection.Online, settings.Online, AgentJson.Default.OnlineSetting),
            Offline = Merged(SettingSection.Offline, settings.Offline, AgentJson.Default.OfflineSetting),
            Option = Merged(SettingSection.Option, settings.Option, AgentJson.Default.ClientOption),
            Server = Merged(SettingSection.Server, settings.Server, AgentJson.Default.ServerSetting),
            Proxy = Merged(SettingSection.Proxy, settings.Proxy, AgentJson.Default.ProxySetting),
            Web = Merged(SettingSection.Web, settings.Web, AgentJson.Default.WebServerSetting),
        };

        T Merged<T>(SettingSection section, T part, JsonTypeInfo<T> type)
            where T : class
        {
            var changing = members.Where(member => member.Setting.Section == section).ToList();
            if (changing.Count == 0)
            {
                return part;
            }

            var node = JsonSerializer.SerializeToNode(part, type)!.AsObject();
            foreach (var (setting, json) in changing)
            {
                node.Remove(setting.JsonName);
                if (json != Null)
                {
                    node.Add(setting.JsonName, JsonNode.Parse(json));
                }
            }

            return node.Deserialize(type)!;
        }
    }
}
