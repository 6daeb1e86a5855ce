using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells how the client works on this machine.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeOption")]
[OutputType(typeof(ClientOption))]
public sealed class GetDNS4MeOptionCommand : GetSettingCommand<ClientOption>
{
    /// <inheritdoc/>
    private protected override SettingArea<ClientOption> Area => SettingAreas.Option;
}
