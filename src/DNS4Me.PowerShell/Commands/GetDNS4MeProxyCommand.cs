using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells through which proxy the agent reaches the service. The password is never shown.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeProxy")]
[OutputType(typeof(ProxySetting))]
public sealed class GetDNS4MeProxyCommand : GetSettingCommand<ProxySetting>
{
    /// <inheritdoc/>
    private protected override SettingArea<ProxySetting> Area => SettingAreas.Proxy;
}
