using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells through which proxy the agent reaches the service. The password is never shown.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeProxy")]
[OutputType(typeof(ProxySetting))]
public sealed class GetDNS4MeProxyCommand : DNS4MeCommand
{
    /// <inheritdoc/>
    private protected override void Process()
        => WriteObject((AskIfRunning((agent, cancellation) => agent.GetSettingsAsync(cancellation)) ?? AgentFiles.ReadSettings(Home)).Proxy);
}
