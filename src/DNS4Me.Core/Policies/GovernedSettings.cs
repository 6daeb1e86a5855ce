using DNS4Me.Local;

namespace DNS4Me.Policies;

/// <summary>Every setting that a policy can govern. The template DNS4Me.admx and the page docs/group-policy.md say the same, and tests hold them to it.</summary>
public static class GovernedSettings
{
    private const int LongestName = 253;
    private const int LongestUrl = 1023;
    private const int LongestAddress = 45;

    /// <summary>Room for a pin (see <see cref="ServerSetting.Pins"/>), which is 51 characters long.</summary>
    private const int LongestPin = 64;

    /// <summary>The table, in the order of the dialogs.</summary>
    public static IReadOnlyList<GovernedSetting> All { get; } =
    [
        Switch(SettingSection.Online, nameof(OnlineSetting.Automatic), "Determine the IP address automatically"),
        Text(SettingSection.Online, nameof(OnlineSetting.Address), "IPv4 address while online", LongestAddress),
        Text(SettingSection.Online, nameof(OnlineSetting.AddressIPv6), "IPv6 address while online", LongestAddress),
        Seconds(SettingSection.Online, nameof(OnlineSetting.Timeout), "timeoutSeconds", "Timeout", TimeSpan.Zero, OnlineSetting.LongestTimeout),
        Choice<WebRedirect>(SettingSection.Online, nameof(OnlineSetting.WebRedirect), "Web redirect for the www subdomain"),
        Port(SettingSection.Online, nameof(OnlineSetting.WebRedirectPort), "Port of the web redirect"),
        Text(SettingSection.Online, nameof(OnlineSetting.WebRedirectUrl), "URL of the web redirect", LongestUrl),

        Choice<OfflineBehavior>(SettingSection.Offline, nameof(OfflineSetting.Behavior), "What visitors meet while offline"),
        Text(SettingSection.Offline, nameof(OfflineSetting.Address), "IPv4 address while offline", LongestAddress),
        Text(SettingSection.Offline, nameof(OfflineSetting.AddressIPv6), "IPv6 address while offline", LongestAddress),
        Text(SettingSection.Offline, nameof(OfflineSetting.Url), "Redirection URL while offline", LongestUrl),

        Switch(SettingSection.Option, nameof(ClientOption.StartWithSystem), "Start the machine's agent with the system"),
        Switch(SettingSection.Option, nameof(ClientOption.StartMinimized), "Start without a word"),
        Switch(SettingSection.Option, nameof(ClientOption.GoOnlineAtStart), "Go online at start"),
        Switch(SettingSection.Option, nameof(ClientOption.WarnBeforeExit), "Warn before the agent is stopped"),
        Switch(SettingSection.Option, nameof(ClientOption.Reconnect), "Reconnect"),
        Seconds(SettingSection.Option, nameof(ClientOption.ReconnectInterval), "reconnectSeconds", "Reconnect interval", ClientOption.ShortestInterval, ClientOption.LongestInterval),
        Seconds(SettingSection.Option, nameof(ClientOption.KeepAliveInterval), "keepAliveSeconds", "Keep-alive interval", ClientOption.ShortestInterval, ClientOption.LongestInterval),
        Seconds(SettingSection.Option, nameof(ClientOption.LookInterval), "lookSeconds", "Look interval", ClientOption.ShortestInterval, ClientOption.LongestInterval),

        Text(SettingSection.Server, nameof(ServerSetting.HostName), "Host name or address of the service", LongestName),
        Port(SettingSection.Server, nameof(ServerSetting.Port), "Port of the service"),
        Text(SettingSection.Server, nameof(ServerSetting.Pins), "Pins of the service's certificates", LongestPin) with { Kind = PolicyKind.TextList },
        Text(SettingSection.Server, nameof(ServerSetting.VerifyName), "Name in the service's certificate", LongestName),
        Text(SettingSection.Server, nameof(ServerSetting.HomePage), "Home page of the service", LongestUrl),

        Choice<ProxyType>(SettingSection.Proxy, nameof(ProxySetting.Type), "Type of the proxy"),
        Text(SettingSection.Proxy, nameof(ProxySetting.Address), "Host name or address of the proxy", LongestName),
        Port(SettingSection.Proxy, nameof(ProxySetting.Port), "Port of the proxy"),
        Text(SettingSection.Proxy, nameof(ProxySetting.UserId), "User ID at the proxy", ProxyRules.LongestText),

        Switch(SettingSection.Web, nameof(WebServerSetting.Running), "Turn off the web server") with { ValueName = "DisableWebServer", Kind = PolicyKind.TurnOff },
    ];

    /// <summary>The setting of a policy; null when there is no such policy. The registry does not tell upper from lower case.</summary>
    /// <param name="valueName">The policy's name in the registry.</param>
    /// <param name="comparison">How names are compared.</param>
    public static GovernedSetting? Find(string valueName, StringComparison comparison = StringComparison.Ordinal)
        => All.FirstOrDefault(setting => setting.ValueName.Equals(valueName, comparison));

    private static GovernedSetting Switch(SettingSection section, string member, string policy) => Make(section, member, JsonNameOf(member), policy, PolicyKind.Switch);

    private static GovernedSetting Text(SettingSection section, string member, string policy, int longest)
        => Make(section, member, JsonNameOf(member), policy, PolicyKind.Text) with { Most = longest };

    private static GovernedSetting Port(SettingSection section, string member, string policy)
        => Make(section, member, JsonNameOf(member), policy, PolicyKind.Number) with { Least = PortRules.Lowest, Most = PortRules.Highest };

    private static GovernedSetting Seconds(SettingSection section, string member, string jsonName, string policy, TimeSpan least, TimeSpan most)
        => Make(section, member, jsonName, policy, PolicyKind.Number) with { Least = (long)least.TotalSeconds, Most = (long)most.TotalSeconds };

    private static GovernedSetting Choice<T>(SettingSection section, string member, string policy)
        where T : struct, Enum
        => Make(section, member, JsonNameOf(member), policy, PolicyKind.Choice) with { Choices = Enum.GetNames(typeof(T)), Most = Enum.GetNames(typeof(T)).Max(name => name.Length) };

    private static GovernedSetting Make(SettingSection section, string member, string jsonName, string policy, PolicyKind kind) => new()
    {
        Section = section,
        Member = member,
        JsonName = jsonName,
        PolicyName = policy,
        ValueName = section.ToString() + char.ToUpperInvariant(jsonName[0]) + jsonName.Substring(1),
        Kind = kind,
    };

    private static string JsonNameOf(string member) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member);
}
