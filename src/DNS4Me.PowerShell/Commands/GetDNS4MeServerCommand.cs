using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells which service the agent connects to.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeServer")]
[OutputType(typeof(ServerSetting))]
public sealed class GetDNS4MeServerCommand : DNS4MeCommand
{
    /// <inheritdoc/>
    private protected override void Process()
        => WriteObject((AskIfRunning((agent, cancellation) => agent.GetSettingsAsync(cancellation)) ?? AgentFiles.ReadSettings(Home)).Server);
}
