using DNS4Me.Local;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Takes the domains online, where the agent keeps them, and ends once they are.</summary>
[Cmdlet(VerbsCommunications.Connect, "DNS4Me", SupportsShouldProcess = true)]
[OutputType(typeof(AgentStatus))]
public sealed class ConnectDNS4MeCommand : DNS4MeCommand
{
    private const int LongestWait = 86_400;

    /// <summary>How long to wait for the service, in seconds.</summary>
    [Parameter(Position = 0)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>Whether to write the status.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        CheckRange(nameof(TimeoutSec), TimeoutSec, LongestWait);
        if (!ShouldProcess(Words.Domains, Words.GoOnline))
        {
            return;
        }

        var request = new ConnectRequest { Timeout = TimeSpan.FromSeconds(TimeoutSec) };
        var status = Ask((agent, cancellation) => agent.ConnectAsync(request, note => ShowProgress(Words.Connecting, note.Activity), cancellation));
        if (PassThru)
        {
            WriteObject(status);
        }
    }
}
