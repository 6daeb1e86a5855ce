using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Client;

/// <summary>Changes to settings as JSON merge patches (RFC 7396) that hold nothing but what was given.</summary>
internal static class SettingPatch
{
    /// <summary>The change that gives some members the values that they have in <paramref name="changed"/>; a member without one goes back to its default.</summary>
    /// <param name="section">The section.</param>
    /// <param name="changed">The section as it is to be.</param>
    /// <param name="type">Its type.</param>
    /// <param name="members">The members to change, by their JSON names.</param>
    public static SettingChange Of<T>(SettingSection section, T changed, JsonTypeInfo<T> type, IEnumerable<string> members)
    {
        var whole = JsonSerializer.SerializeToNode(changed, type)!.AsObject();
        return ToChange(section, members.Select(member => (member, whole[member]?.DeepClone())));
    }

    /// <summary>The change that puts members back to their defaults.</summary>
    public static SettingChange ToDefaults(SettingSection section, IEnumerable<string> members)
        => ToChange(section, members.Select(member => (member, (JsonNode?)null)));

    private static SettingChange ToChange(SettingSection section, IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var patch = new JsonObject();
        foreach (var (name, value) in members)
        {
            patch[name] = value;
        }

        using var document = JsonDocument.Parse(patch.ToJsonString());
        return new() { Section = section, Patch = document.RootElement.Clone() };
    }
}
