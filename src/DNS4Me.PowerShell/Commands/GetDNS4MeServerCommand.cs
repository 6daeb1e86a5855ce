using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells which service the agent connects to.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeServer")]
[OutputType(typeof(ServerSetting))]
public sealed class GetDNS4MeServerCommand : GetSettingCommand<ServerSetting>
{
    /// <inheritdoc/>
    private protected override SettingArea<ServerSetting> Area => SettingAreas.Server;
}
