using System.Collections.Specialized;
using System.Text.Json;
using System.Text.Json.Nodes;
using DNS4Me.Local;
using DNS4Me.Policies;

namespace DNS4Me.PowerShell.Settings;

/// <summary>Tells with settings where each of them comes from, as the member <c>Source</c>: an ordered dictionary of the settings' names and <see cref="SettingSource"/>s.</summary>
internal static class SettingSources
{
    /// <summary>The member's name.</summary>
    public const string Member = "Source";

    /// <summary>A section of the settings in force, with where they come from.</summary>
    public static PSObject Described<T>(SettingArea<T> area, SettingsInForce settings)
        where T : class, new()
        => Describe(area.Of(settings), area, settings);

    /// <summary>Gives an object the member.</summary>
    /// <param name="target">The object.</param>
    /// <param name="area">The settings that it shows.</param>
    /// <param name="settings">The settings in force.</param>
    public static PSObject Describe<T>(object target, SettingArea<T> area, SettingsInForce settings)
        where T : class, new()
    {
        var policies = PolicySet.In(settings);
        var (values, defaults) = (Node(area.Of(settings)), Node(new T()));
        var sources = new OrderedDictionary();
        foreach (var name in area.Members.Names)
        {
            var json = area.Members.JsonName(name);
            sources.Add(name, policies.Of(area.Section, json)?.Source ?? (JsonNode.DeepEquals(values[json], defaults[json]) ? SettingSource.Default : SettingSource.Own));
        }

        var described = PSObject.AsPSObject(target);
        described.Properties.Remove(Member);
        described.Properties.Add(new PSNoteProperty(Member, sources));
        return described;

        JsonObject Node(T section) => JsonSerializer.SerializeToNode(section, area.Type)!.AsObject();
    }
}
