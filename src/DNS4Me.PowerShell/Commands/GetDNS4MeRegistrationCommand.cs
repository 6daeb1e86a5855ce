using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells who is registered and what the registration entitles to. Without an agent it reads what the last one left.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeRegistration")]
[OutputType(typeof(RegistrationInfo))]
public sealed class GetDNS4MeRegistrationCommand : DNS4MeCommand
{
    /// <inheritdoc/>
    private protected override void Process()
        => WriteObject(AskIfRunning((agent, cancellation) => agent.GetRegistrationAsync(cancellation)) ?? FromFiles());

    private RegistrationInfo FromFiles()
    {
        if (AgentFiles.ReadRegistration(Home) is not { } stored)
        {
            throw new DNS4MeException(Faults.NotRegistered());
        }

        return AgentFiles.ReadState(Home)?.Registration ?? new RegistrationInfo
        {
            Name = stored.Name,
            Email = stored.Email,
            RegistrationIdHint = RegistrationRules.Hint(""),
            Version = LocalMachine.ModuleVersion,
        };
    }
}
