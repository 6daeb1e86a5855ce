using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells how things stand, as the Status dialog does. Without an agent it tells what follows from the files that the last one left.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeStatus")]
[OutputType(typeof(AgentStatus))]
public sealed class GetDNS4MeStatusCommand : DNS4MeCommand
{
    /// <inheritdoc/>
    private protected override void Process()
    {
        var status = AskIfRunning((agent, cancellation) => agent.GetStatusAsync(cancellation)) ?? AgentFiles.ReadStatus(Home);
        if (status is { AgentRunning: false, State: AgentState.Online })
        {
            WriteWarning(Words.LeftOnline(status.LeaseEnds));
        }

        WriteObject(status);
    }
}
