using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DNS4Me.Local;

/// <summary>
/// Configurations as text. People edit the files, so that reading is strict: a member without a meaning, one given twice and a section that is
/// missing are refused by name, and a member left out within a section has its default.
/// </summary>
public static class ConfigurationText
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int Longest = 1024 * 1024;

    private const string SettingsMember = "settings";
    private const string VersionMember = "version";

    private static readonly AgentJson Strict = new(new JsonSerializerOptions(AgentJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,

        // Nobody takes the file for HTML, and a pin is to look like one.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static readonly JsonDocumentOptions Document = new() { MaxDepth = 16 };

    /// <summary>Writes a configuration.</summary>
    public static string Write(Configuration configuration) => JsonSerializer.Serialize(configuration, Strict.Configuration);

    /// <summary>Reads and checks a configuration.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.InvalidValue"/>: with every fault, where the text can be read at all.</exception>
    public static Configuration Read(string text)
    {
        if (text.Length > Longest)
        {
            throw Invalid("configuration", $"The configuration is longer than {Longest} characters.");
        }

        try
        {
            using var document = JsonDocument.Parse(text, Document);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            // The exception's own words may hold a part of the text.
            throw Invalid("configuration", $"The configuration is not JSON: see line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    /// <summary>Reads and checks a configuration.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.InvalidValue"/>: with every fault, where the text can be read at all.</exception>
    public static Configuration Read(JsonElement root)
    {
        CheckShape(root);
        Configuration configuration;
        try
        {
            configuration = root.Deserialize(Strict.Configuration)!;
        }
        catch (JsonException e)
        {
            var member = JsonFields.Of(e, "configuration");
            throw Invalid(member, $"The member '{member}' of the configuration does not hold what it should, or has no meaning.");
        }

        DNS4MeException.ThrowIfAny(
        [
            .. ConfigurationRules.Check(configuration.Settings),
            .. configuration.Registration is { } registration ? ConfigurationRules.Check(registration, "registration") : [],
            .. configuration.ProxyPassword is { } password ? ConfigurationRules.Check(password, "proxyPassword") : [],
            .. configuration.CertificatePasswords is { } passwords ? ConfigurationRules.Check(passwords, "certificatePasswords", ConfigurationRules.LongestPasswords) : [],
        ]);
        return configuration;
    }

    /// <summary>The version comes first: what a later one holds beside, this one need not know.</summary>
    private static void CheckShape(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(VersionMember, out var version))
        {
            throw Invalid(VersionMember, "This is not a configuration: it has no version. Export-DNS4MeConfiguration writes them.");
        }

        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Configuration.CurrentVersion)
        {
            throw Invalid(VersionMember, $"The configuration is of version {version.GetRawText()}, and this program knows version {Configuration.CurrentVersion} alone.");
        }

        CheckMembers(root, "");
        if (!root.TryGetProperty(SettingsMember, out var settings) || settings.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(SettingsMember, $"The configuration lacks its '{SettingsMember}'.");
        }

        string[] sections = ["online", "offline", "option", "server", "proxy", "web"];
        DNS4MeException.ThrowIfAny(
        [
            .. sections.Where(section => !settings.TryGetProperty(section, out var found) || found.ValueKind != JsonValueKind.Object)
                .Select(section => Faults.InvalidValue($"{SettingsMember}.{section}", $"The configuration lacks the section '{SettingsMember}.{section}'.")),
        ]);
    }

    /// <summary>The serializer takes the last of two members, and null for anything.</summary>
    private static void CheckMembers(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var name = path + member.Name;
            if (!seen.Add(member.Name))
            {
                throw Invalid(name, $"The configuration has the member '{name}' twice.");
            }

            if (member.Value.ValueKind == JsonValueKind.Null || (member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null)))
            {
                throw Invalid(name, $"The member '{name}' of the configuration holds null. Leave it out for its default.");
            }

            CheckMembers(member.Value, name + ".");
        }
    }

    private static DNS4MeException Invalid(string member, string message) => new(Faults.InvalidValue(member, message));
}
