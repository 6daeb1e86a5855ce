using System.Text.Json;
using System.Text.Json.Nodes;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Settings;

/// <summary>Changes to settings as JSON merge patches (RFC 7396) that hold nothing but what was given.</summary>
internal static class SettingPatch
{
    /// <summary>The change that gives some members the values that they have in <paramref name="changed"/>; a member without one goes back to its default.</summary>
    /// <param name="area">The section.</param>
    /// <param name="changed">The section as it is to be.</param>
    /// <param name="names">The members to change.</param>
    public static SettingChange Of<T>(SettingArea<T> area, T changed, IEnumerable<string> names)
        where T : class
    {
        var whole = JsonSerializer.SerializeToNode(changed, area.Type)!.AsObject();
        return ToChange(area, names, member => whole[member]?.DeepClone());
    }

    /// <summary>The change that puts members back to their defaults.</summary>
    public static SettingChange ToDefaults<T>(SettingArea<T> area, IEnumerable<string> names)
        where T : class
        => ToChange(area, names, _ => null);

    /// <summary>The change that takes away an area that is a part of its section.</summary>
    public static SettingChange Without<T>(SettingArea<T> area)
        where T : class
        => ToChange(area, null);

    private static SettingChange ToChange<T>(SettingArea<T> area, IEnumerable<string> names, Func<string, JsonNode?> value)
        where T : class
    {
        var patch = new JsonObject();
        foreach (var member in names.Select(area.Members.JsonName))
        {
            patch[member] = value(member);
        }

        return ToChange(area, patch);
    }

    private static SettingChange ToChange<T>(SettingArea<T> area, JsonNode? patch)
        where T : class
    {
        var whole = area.Path.Reverse().Aggregate(patch, (inner, member) => new JsonObject { [member] = inner });
        using var document = JsonDocument.Parse(whole!.ToJsonString());
        return new() { Section = area.Section, Patch = document.RootElement.Clone() };
    }
}
