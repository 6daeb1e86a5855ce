using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DNS4Me.PowerShell.Diagnostics;

/// <summary>
/// Takes secrets out of what goes into other hands. What is put there is chosen so that it has none; this is for what a person may have typed where it
/// does not belong, and for settings to come.
/// </summary>
internal static class Redactor
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mark = "(redacted)";

    private static readonly Regex SecretName = new("passw|passphrase|secret|token|registrationId$|protected|cipher|credential|privateKey", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Groups of five of a registration ID's letters and digits.</summary>
    private static readonly Regex RegistrationId = new(@"\b[0-9A-Z]{5}(-[0-9A-Z]{5}){2,}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex UserInfo = new("(?<=://)[^/@\\s\"]+(?=@)", RegexOptions.CultureInvariant);
    private static readonly Regex Bearer = new(@"(?<=\b(Bearer|Basic)\s+)[^\s""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex Assignment = new(@"(?<=\b(password|passphrase|secret|token|registrationid)\s*[=:]\s*)[^\s,;""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A text without what looks like a secret.</summary>
    public static string Text(string text)
        => Assignment.Replace(Bearer.Replace(UserInfo.Replace(RegistrationId.Replace(text, Mark), Mark), Mark), Mark);

    /// <summary>JSON, laid out to be read, whose members that are named like secrets have none, and whose texts are without what looks like one.</summary>
    public static string Json(string json)
    {
        var root = JsonNode.Parse(json);
        return Redacted(root)?.ToJsonString(new() { WriteIndented = true }) ?? "null";
    }

    private static JsonNode? Redacted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => new KeyValuePair<string, JsonNode?>(
            member.Key, SecretName.IsMatch(member.Key) && member.Value is not null ? Mark : Redacted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Redacted)]),
        JsonValue value when value.TryGetValue<string>(out var text) => Text(text),
        _ => node is null ? null : JsonNode.Parse(node.ToJsonString()),
    };
}
