using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells how the service handles the domains while offline.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeOfflineSetting")]
[OutputType(typeof(OfflineSetting))]
public sealed class GetDNS4MeOfflineSettingCommand : GetSettingCommand<OfflineSetting>
{
    /// <inheritdoc/>
    private protected override SettingArea<OfflineSetting> Area => SettingAreas.Offline;
}
