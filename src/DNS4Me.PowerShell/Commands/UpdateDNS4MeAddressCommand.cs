using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells the service this machine's address now, as the Status dialog's Update button does.</summary>
[Cmdlet(VerbsData.Update, "DNS4MeAddress", SupportsShouldProcess = true)]
[OutputType(typeof(AgentStatus))]
public sealed class UpdateDNS4MeAddressCommand : DNS4MeCommand
{
    /// <summary>Whether to write the status.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        if (!ShouldProcess(Words.Domains, Words.UpdateAddress))
        {
            return;
        }

        var status = Ask((agent, cancellation) => agent.UpdateAddressAsync(cancellation));
        if (PassThru)
        {
            WriteObject(status);
        }
    }
}
