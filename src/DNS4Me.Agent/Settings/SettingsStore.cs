using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;

namespace DNS4Me.Agent.Settings;

/// <summary>
/// The settings: in memory to read, in one file as the truth. A file that cannot be read is reported and left as it is, and until it is mended there
/// are no settings, since defaults in their place would lead to another service.
/// </summary>
internal sealed class SettingsStore
{
    private static readonly AgentJson Strict = new(new JsonSerializerOptions(AgentJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        WriteIndented = true,
    });

    private readonly Lock _gate = new();
    private readonly string _path;
    private volatile AgentSettings? _current;

    /// <summary>The settings of a file, which is read at once.</summary>
    public SettingsStore(string path)
    {
        _path = path;
        _ = TryGet(out _);
    }

    /// <summary>The settings in force.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnreadable"/>.</exception>
    public AgentSettings Current => _current ?? Load();

    /// <summary>The settings in force, or why there are none.</summary>
    public AgentSettings? TryGet(out Fault? fault)
    {
        fault = null;
        try
        {
            return Current;
        }
        catch (DNS4MeException e)
        {
            fault = e.Fault;
            return null;
        }
    }

    /// <summary>Changes the settings: all of the change, written to the disk, or nothing.</summary>
    /// <returns>The settings before and after.</returns>
    /// <exception cref="DNS4MeException">The change is not allowed, or could not be written.</exception>
    public (AgentSettings Before, AgentSettings After) Change(SettingChange change)
    {
        lock (_gate)
        {
            var before = Current;
            var after = Patched(before, change);
            if (after != before)
            {
                using var prepared = Prepare(after);
                prepared.Commit();
            }
            else
            {
                DNS4MeException.ThrowIfAny(ConfigurationRules.Check(after));
            }

            return (before, after);
        }
    }

    /// <summary>Writes new settings to the disk without putting them in force.</summary>
    /// <exception cref="DNS4MeException">They are not allowed, those in force cannot be read, or the new ones could not be written.</exception>
    public PreparedChange Prepare(AgentSettings settings)
    {
        _ = Current;
        DNS4MeException.ThrowIfAny(ConfigurationRules.Check(settings));
        return PreparedChange.Of(_path, JsonSerializer.SerializeToUtf8Bytes(settings, Strict.AgentSettings), keepPrevious: true, () => _current = settings);
    }

    /// <summary>Settings with a change made. They are not checked.</summary>
    /// <exception cref="DNS4MeException">The change makes no sense.</exception>
    public static AgentSettings Patched(AgentSettings settings, SettingChange change) => change.Section switch
    {
        SettingSection.Online => settings with { Online = Patched(settings.Online, change.Patch) },
        SettingSection.Offline => settings with { Offline = Patched(settings.Offline, change.Patch) },
        SettingSection.Option => settings with { Option = Patched(settings.Option, change.Patch) },
        SettingSection.Server => settings with { Server = Patched(settings.Server, change.Patch) },
        SettingSection.Proxy => settings with { Proxy = Patched(settings.Proxy, change.Patch) },
        SettingSection.Web => settings with { Web = WebRules.WithOnePrimary(settings.Web, Patched(settings.Web, change.Patch)) },
        _ => throw new DNS4MeException(Faults.InvalidValue("section", $"There is no section '{change.Section}'.")),
    };

    /// <summary>RFC 7396.</summary>
    private static T Patched<T>(T section, JsonElement patch)
        where T : class
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            throw new DNS4MeException(Faults.InvalidValue("patch", "A change is a JSON object with the members to change."));
        }

        var type = (JsonTypeInfo<T>)Strict.GetTypeInfo(typeof(T))!;
        var members = JsonSerializer.SerializeToNode(section, type)!.AsObject();
        Merge(members, patch);
        try
        {
            return members.Deserialize(type)!;
        }
        catch (JsonException e)
        {
            var field = JsonFields.Of(e, "patch");
            throw new DNS4MeException(Faults.InvalidValue(field, $"The member '{field}' does not hold what it should, or has no meaning."), e);
        }
    }

    private static void Merge(JsonObject members, JsonElement patch)
    {
        foreach (var member in patch.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                var inner = members[member.Name] as JsonObject ?? [];
                members.Remove(member.Name);
                members.Add(member.Name, inner);
                Merge(inner, member.Value);
                continue;
            }

            members.Remove(member.Name);
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                members.Add(member.Name, JsonNode.Parse(member.Value.GetRawText()));
            }
        }
    }

    private AgentSettings Load()
    {
        lock (_gate)
        {
            return _current ??= Read();
        }
    }

    private AgentSettings Read()
    {
        try
        {
            if (!File.Exists(_path))
            {
                return new();
            }

            var settings = JsonSerializer.Deserialize(File.ReadAllBytes(_path), Strict.AgentSettings)
                ?? throw new JsonException("it is empty.");
            return ConfigurationRules.Check(settings) is [var fault, ..] ? throw new DNS4MeException(Faults.SettingsUnreadable(_path, fault.Message)) : settings;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DNS4MeException(Faults.SettingsUnreadable(_path, e.Message), e);
        }
    }
}
