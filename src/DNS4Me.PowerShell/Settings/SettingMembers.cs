using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DNS4Me.PowerShell.Settings;

/// <summary>The single settings of a section: their names in PowerShell and in JSON, and their values.</summary>
internal sealed class SettingMembers
{
    private readonly List<PropertyInfo> _properties;

    private SettingMembers(Type section)
        => _properties =
        [
            .. section.GetProperties().Where(property => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null && property.Name != nameof(WebServerSetting.Sites)),
        ];

    /// <summary>The members of a section's type.</summary>
    public static SettingMembers Of(Type section) => new(section);

    /// <summary>The names, in the order of the dialog.</summary>
    public IReadOnlyList<string> Names => [.. _properties.Select(property => property.Name)];

    /// <summary>A member's name in JSON.</summary>
    public string JsonName(string name)
    {
        var property = _properties.Single(property => property.Name == name);
        return property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(name);
    }

    /// <summary>Gives a member the value that it has elsewhere.</summary>
    public void Copy(string name, object from, object to)
    {
        var property = _properties.Single(property => property.Name == name);
        property.SetValue(to, property.GetValue(from));
    }

    /// <summary>The names that patterns fit.</summary>
    /// <param name="patterns">Names, with wildcards or without.</param>
    /// <param name="sectionName">What people call the section.</param>
    /// <exception cref="DNS4MeException">A pattern fits none.</exception>
    public IReadOnlyList<string> Matching(IReadOnlyList<string> patterns, string sectionName)
    {
        var found = patterns.Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)).Select(pattern => Names.Where(pattern.IsMatch).ToList()).ToList();
        DNS4MeException.ThrowIfAny(
        [
            .. patterns.Where((_, index) => found[index].Count == 0)
                .Select(pattern => Faults.InvalidValue("name", Words.NoSuchSetting(pattern, sectionName, Names), pattern)),
        ]);
        return [.. Names.Where(name => found.Any(names => names.Contains(name)))];
    }

    /// <summary>What differs between two states of a section, in words.</summary>
    public IReadOnlyList<string> Differences(object before, object after) =>
    [
        .. _properties
            .Select(property => (property.Name, Before: SettingText.Of(property.GetValue(before), property.Name), After: SettingText.Of(property.GetValue(after), property.Name)))
            .Where(member => member.Before != member.After)
            .Select(member => Words.FromTo(member.Name, member.Before, member.After)),
    ];
}
