using System.Security;
using DNS4Me.Local;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Writes all settings as text, and the registration encrypted under a passphrase if that is asked for, to be imported on another machine.</summary>
[Cmdlet(VerbsData.Export, "DNS4MeConfiguration", SupportsShouldProcess = true, DefaultParameterSetName = SettingsSet)]
[OutputType(typeof(string))]
public sealed class ExportDNS4MeConfigurationCommand : DNS4MeCommand
{
    private const string SettingsSet = "Settings";
    private const string SecretSet = "Secret";

    /// <summary>The file to write; none: the text goes to the pipeline.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Whether the registration goes along.</summary>
    [Parameter(ParameterSetName = SecretSet, Mandatory = true)]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>The passphrase that the registration is encrypted under. Whoever imports it needs the same.</summary>
    [Parameter(ParameterSetName = SecretSet, Mandatory = true)]
    public SecureString? Passphrase { get; set; }

    /// <summary>Whether a file that is there is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to write the text to the pipeline beside the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        var passphrase = IncludeSecret ? Secrets.PassphraseOf(Passphrase) : null;
        var path = Path is null ? null : Files.FullPath(this, Path);
        if (path is not null)
        {
            // Before the agent is asked for a secret.
            if (!Force && File.Exists(path))
            {
                throw new DNS4MeException(Faults.FileExists(path));
            }

            if (!ShouldProcess(path, Words.WriteConfiguration(IncludeSecret)))
            {
                return;
            }
        }

        var text = ConfigurationText.Write(passphrase is null
            ? AskIfRunning((agent, cancellation) => agent.ExportConfigurationAsync(new(), cancellation)) ?? new Configuration { Settings = AgentFiles.ReadSettings(Home) }
            : Ask((agent, cancellation) => agent.ExportConfigurationAsync(new() { Passphrase = passphrase }, cancellation)));
        if (path is not null)
        {
            PrivateFile.Write(path, text + "\n", Force);
        }

        if (path is null || PassThru)
        {
            WriteObject(text);
        }
    }
}
