using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells how the client works on this machine.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeOption")]
[OutputType(typeof(ClientOption))]
public sealed class GetDNS4MeOptionCommand : DNS4MeCommand
{
    /// <inheritdoc/>
    private protected override void Process()
        => WriteObject((AskIfRunning((agent, cancellation) => agent.GetSettingsAsync(cancellation)) ?? AgentFiles.ReadSettings(Home)).Option);
}
