using System.Text.Json;

namespace DNS4Me.Local;

/// <summary>A change to one section, as a JSON merge patch (RFC 7396), so that two consoles that change two members do not undo each other.</summary>
public sealed record SettingChange
{
    /// <summary>Which section.</summary>
    public required SettingSection Section { get; init; }

    /// <summary>An object with the members to change, by their JSON names; null puts a member back to its default.</summary>
    public required JsonElement Patch { get; init; }
}
