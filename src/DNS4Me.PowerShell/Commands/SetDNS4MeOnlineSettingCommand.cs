using System.Net;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;
using DNS4Me.PowerShell.Binding;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Changes how the service handles the domains while online. Source: help file, "Online Settings".</summary>
[Cmdlet(VerbsCommon.Set, "DNS4MeOnlineSetting", SupportsShouldProcess = true)]
[OutputType(typeof(OnlineSetting))]
public sealed class SetDNS4MeOnlineSettingCommand : SettingCommand<OnlineSetting>
{
    /// <summary>Whether the service takes the address it sees.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Automatic { get; set; }

    /// <summary>The IPv4 address to use instead of the one that the service sees. Giving it turns <see cref="Automatic"/> off.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Address]
    [AllowNull]
    public IPAddress? Address { get; set; }

    /// <summary>The IPv6 address to use instead of the one that the service sees. Giving it turns <see cref="Automatic"/> off.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Address]
    [AllowNull]
    public IPAddress? AddressIPv6 { get; set; }

    /// <summary>How long the service waits for a sign of life: a bare number is minutes, a TimeSpan or 00:00:30 is exact, 0 is for ever.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Timeout]
    [AllowNull]
    public TimeSpan? Timeout { get; set; }

    /// <summary>What happens to web requests for the www subdomain.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public WebRedirect? WebRedirect { get; set; }

    /// <summary>The port that web requests are redirected to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public int? WebRedirectPort { get; set; }

    /// <summary>The URL that web requests are redirected to; empty: none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? WebRedirectUrl { get; set; }

    /// <inheritdoc/>
    private protected override SettingSection Section => SettingSection.Online;

    /// <inheritdoc/>
    private protected override string SectionName => Words.OnlineSettings;

    /// <inheritdoc/>
    private protected override JsonTypeInfo<OnlineSetting> SectionType => AgentJson.Default.OnlineSetting;

    /// <inheritdoc/>
    private protected override OnlineSetting SectionOf(AgentSettings settings) => settings.Online;

    /// <inheritdoc/>
    private protected override IReadOnlyList<Fault> Check(OnlineSetting setting) => SettingRules.Check(setting);

    /// <inheritdoc/>
    private protected override IReadOnlyList<string> Apply(OnlineSetting setting)
    {
        var members = new List<string>();
        if (IsGiven(nameof(Automatic)) || Address is not null || AddressIPv6 is not null)
        {
            setting.Automatic = Automatic;
            members.Add("automatic");
        }

        Take(Address, value => setting.Address = value, "address");
        Take(AddressIPv6, value => setting.AddressIPv6 = value, "addressIPv6");
        Take(Timeout, value => setting.Timeout = value!.Value, "timeoutSeconds");
        Take(WebRedirect, value => setting.WebRedirect = value!.Value, "webRedirect");
        Take(WebRedirectPort, value => setting.WebRedirectPort = value!.Value, "webRedirectPort");
        Take(IsGiven(nameof(WebRedirectUrl)) ? WebRedirectUrl ?? "" : null, value => setting.WebRedirectUrl = value, "webRedirectUrl");
        return members;

        void Take<TValue>(TValue? value, Action<TValue> set, string member)
        {
            if (value is not null)
            {
                set(value);
                members.Add(member);
            }
        }
    }
}
