using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells how the service handles the domains while online.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeOnlineSetting")]
[OutputType(typeof(OnlineSetting))]
public sealed class GetDNS4MeOnlineSettingCommand : GetSettingCommand<OnlineSetting>
{
    /// <inheritdoc/>
    private protected override SettingArea<OnlineSetting> Area => SettingAreas.Online;
}
