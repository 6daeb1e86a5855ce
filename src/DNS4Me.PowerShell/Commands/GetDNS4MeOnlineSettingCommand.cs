using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells how the service handles the domains while online.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeOnlineSetting")]
[OutputType(typeof(OnlineSetting))]
public sealed class GetDNS4MeOnlineSettingCommand : DNS4MeCommand
{
    /// <inheritdoc/>
    private protected override void Process()
        => WriteObject((AskIfRunning((agent, cancellation) => agent.GetSettingsAsync(cancellation)) ?? AgentFiles.ReadSettings(Home)).Online);
}
