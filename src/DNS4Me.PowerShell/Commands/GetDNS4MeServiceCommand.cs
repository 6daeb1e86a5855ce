using DNS4Me.Local;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells how the machine's service stands: whether it is installed and runs, when the system starts it, as which user, and in which version.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeService")]
[OutputType(typeof(AgentServiceInfo))]
public sealed class GetDNS4MeServiceCommand : DNS4MeCommand
{
    /// <inheritdoc/>
    private protected override void Process() => WriteObject(Await(cancellation => CallServiceAsync(cancellation, MachineService.StatusCommand)));
}
