using System.Text.Json;

namespace DNS4Me.Local;

/// <summary>A change to one section, as a JSON merge patch (RFC 7396), so that two consoles that change two members do not undo each other.</summary>
public sealed record SettingChange
{
    /// <summary>Which section.</summary>
    public required SettingSection Section { get; init; }

    /// <summary>An object with the members to change, by their JSON names; null puts a member back to its default.</summary>
    public required JsonElement Patch { get; init; }

    /// <summary>
    /// A new password, which is a secret: with <see cref="SettingSection.Proxy"/> the proxy's, with <see cref="SettingSection.Web"/> that of the certificate of the one site
    /// that the patch is about. Empty: forget the one there is; null: leave it, unless the patch takes back that there is one.
    /// </summary>
    public string? Password { get; set; }

    /// <summary>The password is not shown.</summary>
    public override string ToString() => $"{nameof(SettingChange)} {Section}";
}
