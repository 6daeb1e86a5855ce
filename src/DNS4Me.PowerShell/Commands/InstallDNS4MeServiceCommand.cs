using DNS4Me.Local;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// Installs the machine's agent as a service of the system, which runs with nobody logged on, or brings it up to date. Needs an administrator. Nothing of the user's own
/// agent is taken along. Whether it starts with the system is the option StartWithSystem of the machine's settings.
/// </summary>
[Cmdlet(VerbsLifecycle.Install, "DNS4MeService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AgentServiceInfo))]
public sealed class InstallDNS4MeServiceCommand : ServiceCommand
{
    /// <summary>Whether the service is installed without being started.</summary>
    [Parameter]
    public SwitchParameter NoStart { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        string[] noStart = NoStart ? [MachineService.NoStartArgument] : [];
        Call(NoStart ? Words.InstallServiceOnly : Words.InstallService, Words.InstallingService, [MachineService.InstallCommand, .. noStart]);
    }
}
