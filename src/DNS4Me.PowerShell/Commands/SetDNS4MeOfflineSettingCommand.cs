using System.Net;
using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Changes how the service handles the domains while offline. Source: help file, "Offline Settings".</summary>
[Cmdlet(VerbsCommon.Set, "DNS4MeOfflineSetting", SupportsShouldProcess = true)]
[OutputType(typeof(OfflineSetting))]
public sealed class SetDNS4MeOfflineSettingCommand : SettingCommand<OfflineSetting>
{
    /// <summary>What visitors meet.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public OfflineBehavior? Behavior { get; set; }

    /// <summary>The IPv4 address that the domains lead to. Giving it chooses <see cref="OfflineBehavior.Address"/> unless a behavior is given too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Address]
    [AllowNull]
    public IPAddress? Address { get; set; }

    /// <summary>The IPv6 address that the domains lead to. Giving it chooses <see cref="OfflineBehavior.Address"/> unless a behavior is given too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Address]
    [AllowNull]
    public IPAddress? AddressIPv6 { get; set; }

    /// <summary>The URL that web browsers are redirected to. Giving it chooses <see cref="OfflineBehavior.Url"/> unless a behavior is given too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public string? Url { get; set; }

    /// <inheritdoc/>
    private protected override SettingArea<OfflineSetting> Area => SettingAreas.Offline;

    /// <inheritdoc/>
    private protected override void Apply(OfflineSetting setting)
    {
        Take(Behavior ?? Chosen(), nameof(Behavior), value => setting.Behavior = value);
        Take(Address, nameof(Address), value => setting.Address = value);
        Take(AddressIPv6, nameof(AddressIPv6), value => setting.AddressIPv6 = value);
        Take(string.IsNullOrEmpty(Url) ? null : Url!.Trim(), nameof(Url), value => setting.Url = value);
    }

    /// <summary>The radio button beside the field that was filled.</summary>
    private OfflineBehavior? Chosen() => (Address is not null || AddressIPv6 is not null, !string.IsNullOrEmpty(Url)) switch
    {
        (true, true) => throw new DNS4MeException(Faults.InvalidValue("behavior", Words.WhichBehavior)),
        (true, false) => OfflineBehavior.Address,
        (false, true) => OfflineBehavior.Url,
        _ => null,
    };
}
