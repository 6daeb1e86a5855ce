using System.Net;
using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Changes how the service handles the domains while online. Source: help file, "Online Settings".</summary>
[Cmdlet(VerbsCommon.Set, "DNS4MeOnlineSetting", SupportsShouldProcess = true)]
[OutputType(typeof(OnlineSetting))]
public sealed class SetDNS4MeOnlineSettingCommand : SettingCommand<OnlineSetting>
{
    /// <summary>Whether the service takes the address it sees.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OnOff]
    [AllowNull]
    public bool? Automatic { get; set; }

    /// <summary>The IPv4 address to use instead of the one that the service sees. Giving it turns <see cref="Automatic"/> off unless that is given too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Address]
    [AllowNull]
    public IPAddress? Address { get; set; }

    /// <summary>The IPv6 address to use instead of the one that the service sees. Giving it turns <see cref="Automatic"/> off unless that is given too.</summary>
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

    /// <summary>The port that web requests are redirected to. Giving it alone has them redirected there, as filling the dialog's field does.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public int? WebRedirectPort { get; set; }

    /// <summary>The URL that web requests are redirected to; blank: none. Giving one alone has them redirected there, as filling the dialog's field does.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? WebRedirectUrl { get; set; }

    /// <inheritdoc/>
    private protected override SettingArea<OnlineSetting> Area => SettingAreas.Online;

    /// <inheritdoc/>
    private protected override void Apply(OnlineSetting setting)
    {
        var hasAddress = Address is not null || AddressIPv6 is not null;
        Take(Automatic ?? (hasAddress ? false : null), nameof(Automatic), value => setting.Automatic = value);
        Take(Address, nameof(Address), value => setting.Address = value);
        Take(AddressIPv6, nameof(AddressIPv6), value => setting.AddressIPv6 = value);
        Take(Timeout, nameof(Timeout), value => setting.Timeout = value);
        Take(WebRedirect ?? Chosen(), nameof(WebRedirect), value => setting.WebRedirect = value);
        Take(WebRedirectPort, nameof(WebRedirectPort), value => setting.WebRedirectPort = value);
        Take(WebRedirectUrl?.Trim(), nameof(WebRedirectUrl), value => setting.WebRedirectUrl = value);
    }

    /// <summary>The radio button beside the field that was filled.</summary>
    private WebRedirect? Chosen() => (WebRedirectPort, string.IsNullOrWhiteSpace(WebRedirectUrl)) switch
    {
        (not null, false) => throw new DNS4MeException(Faults.InvalidValue("webRedirect", Words.WhichRedirect)),
        (not null, true) => DNS4Me.WebRedirect.Port,
        (null, false) => DNS4Me.WebRedirect.Url,
        _ => null,
    };
}
