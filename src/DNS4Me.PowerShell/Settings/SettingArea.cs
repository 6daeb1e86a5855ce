using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Settings;

/// <summary>A section of the settings, as the cmdlets need to know it.</summary>
/// <typeparam name="T">The section's type.</typeparam>
/// <param name="section">Which section.</param>
/// <param name="name">What people call it.</param>
/// <param name="type">Its JSON.</param>
/// <param name="of">Takes it out of all settings.</param>
/// <param name="check">Gives what is wrong with it.</param>
/// <param name="path">The members that lead to it, where it is a part of its section.</param>
internal sealed class SettingArea<T>(
    SettingSection section, string name, JsonTypeInfo<T> type, Func<AgentSettings, T> of, Func<T, IReadOnlyList<Fault>> check, params string[] path)
    where T : class
{
    public SettingSection Section => section;

    public string Name => name;

    public JsonTypeInfo<T> Type => type;

    public IReadOnlyList<string> Path => path;

    public SettingMembers Members { get; } = SettingMembers.Of(typeof(T));

    public T Of(AgentSettings settings) => of(settings);

    public IReadOnlyList<Fault> Check(T setting) => check(setting);

    /// <summary>Another object with the same values.</summary>
    public T Copy(T setting) => JsonSerializer.Deserialize(JsonSerializer.Serialize(setting, type), type)!;
}

/// <summary>The sections of the settings: the dialogs of the help file.</summary>
internal static class SettingAreas
{
    public static SettingArea<OnlineSetting> Online { get; } = new(SettingSection.Online, Words.OnlineSettings, AgentJson.Default.OnlineSetting, settings => settings.Online, SettingRules.Check);

    public static SettingArea<OfflineSetting> Offline { get; } = new(SettingSection.Offline, Words.OfflineSettings, AgentJson.Default.OfflineSetting, settings => settings.Offline, SettingRules.Check);

    public static SettingArea<ClientOption> Option { get; } = new(SettingSection.Option, Words.Options, AgentJson.Default.ClientOption, settings => settings.Option, SettingRules.Check);

    public static SettingArea<ProxySetting> Proxy { get; } = new(SettingSection.Proxy, Words.ProxySettings, AgentJson.Default.ProxySetting, settings => settings.Proxy, ProxyRules.Check);

    public static SettingArea<ServerSetting> Server { get; } = new(SettingSection.Server, Words.ServerSettings, AgentJson.Default.ServerSetting, settings => settings.Server, SettingRules.Check);

    /// <summary>The web server, without its sites, which are areas of their own.</summary>
    public static SettingArea<WebServerSetting> Web { get; } = new(SettingSection.Web, Words.WebServer, AgentJson.Default.WebServerSetting, settings => settings.Web, WebRules.Check);

    /// <summary>The web site of a domain.</summary>
    public static SettingArea<WebSite> WebSite(string domain) => new(
        SettingSection.Web,
        Words.WebSiteOf(domain),
        AgentJson.Default.WebSite,
        settings => settings.Web.Sites.TryGetValue(domain, out var site) && site is not null ? site : new(),
        site => WebRules.Check(domain, site),
        "sites",
        domain);
}
