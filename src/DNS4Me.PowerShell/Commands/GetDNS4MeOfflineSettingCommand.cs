using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells how the service handles the domains while offline.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeOfflineSetting")]
[OutputType(typeof(OfflineSetting))]
public sealed class GetDNS4MeOfflineSettingCommand : DNS4MeCommand
{
    /// <inheritdoc/>
    private protected override void Process()
        => WriteObject((AskIfRunning((agent, cancellation) => agent.GetSettingsAsync(cancellation)) ?? AgentFiles.ReadSettings(Home)).Offline);
}
