using DNS4Me.Local;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Asks the service whether a registration is right and stores it; the ID is encrypted, and never shown.</summary>
[Cmdlet(VerbsLifecycle.Register, "DNS4Me", SupportsShouldProcess = true)]
[OutputType(typeof(RegistrationInfo))]
public sealed class RegisterDNS4MeCommand : DNS4MeCommand
{
    /// <summary>The holder's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Name { get; set; } = "";

    /// <summary>The e-mail address that the registration or trial was ordered with.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Email { get; set; } = "";

    /// <summary>The registration ID.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string RegistrationId { get; set; } = "";

    /// <summary>Whether to write the registration.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override bool FaultsEndTheItemOnly => true;

    /// <inheritdoc/>
    private protected override void Process()
    {
        DNS4MeException.ThrowIfAny(SettingRules.CheckRegistration(Name, Email, RegistrationId));

        if (!ShouldProcess(Email, Words.StoreRegistration))
        {
            return;
        }

        var request = new RegisterRequest { Name = Name, Email = Email, RegistrationId = RegistrationId };
        var registration = Ask((agent, cancellation) => agent.RegisterAsync(request, note => ShowProgress(Words.Registering, note.Activity), cancellation));
        if (PassThru)
        {
            WriteObject(registration);
        }
    }
}
