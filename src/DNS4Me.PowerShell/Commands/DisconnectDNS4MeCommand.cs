using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Takes the domains offline. It starts no agent: without one nothing keeps them online.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "DNS4Me", SupportsShouldProcess = true)]
[OutputType(typeof(AgentStatus))]
public sealed class DisconnectDNS4MeCommand : DNS4MeCommand
{
    /// <summary>Whether to write the status.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        if (!ShouldProcess(Words.Domains, Words.GoOffline))
        {
            return;
        }

        var status = AskIfRunning((agent, cancellation) => agent.DisconnectAsync(cancellation)) ?? WithoutAgent();
        if (status is { AgentRunning: true, State: AgentState.Offline, Fault: { } fault })
        {
            WriteWarning(Words.NotTold(fault, status.LeaseEnds));
        }

        if (PassThru)
        {
            WriteObject(status);
        }
    }

    private AgentStatus WithoutAgent()
    {
        var status = AgentFiles.ReadStatus(Home);
        if (status.State == AgentState.Online)
        {
            WriteWarning(Words.LeftOnline(status.LeaseEnds));
        }

        if (AgentFiles.ReadState(Home) is { WantsOnline: true })
        {
            WriteWarning(Words.WishStands);
        }

        return status;
    }
}
