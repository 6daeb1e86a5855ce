using DNS4Me.Local;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Stops the machine's service, which takes the domains offline, and removes it with its program. Needs an administrator. The machine's settings stay.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "DNS4MeService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AgentServiceInfo))]
public sealed class UninstallDNS4MeServiceCommand : ServiceCommand
{
    /// <summary>Whether the machine's settings, registration and state are removed too.</summary>
    [Parameter]
    public SwitchParameter RemoveData { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        string[] removeData = RemoveData ? [MachineService.RemoveDataArgument] : [];
        Call(RemoveData ? Words.UninstallServiceAndData : Words.UninstallService, Words.UninstallingService, [MachineService.UninstallCommand, .. removeData]);
    }
}
