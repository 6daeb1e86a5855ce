using System.Security;
using System.Text.Json;
using DNS4Me.Local;
using DNS4Me.Policies;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Puts a configuration in place of this machine's settings, and of its registration if a passphrase opens the one that came along: all of it or nothing.</summary>
[Cmdlet(VerbsData.Import, "DNS4MeConfiguration", SupportsShouldProcess = true, DefaultParameterSetName = TextSet)]
[OutputType(typeof(AgentSettings))]
public sealed class ImportDNS4MeConfigurationCommand : DNS4MeCommand
{
    private const string PathSet = "Path";
    private const string TextSet = "Text";

    private readonly List<string> _lines = [];

    /// <summary>The file to read.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>
    /// The text, whole or in lines; or files, as Get-Item gives them. There is no binding by property name: each line of Get-Content bears the path of
    /// its file, and would have the file imported once a line.
    /// </summary>
    [Parameter(ParameterSetName = TextSet, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>The passphrase that the registration is encrypted under. Without it the registration of this machine is left as it is.</summary>
    [Parameter]
    public SecureString? Passphrase { get; set; }

    /// <summary>Whether to write the settings as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        switch (InputObject?.BaseObject)
        {
            case null:
                Import(PrivateFile.Read(Files.FullPath(this, Path!), ConfigurationText.Longest));
                break;
            case string line:
                _lines.Add(line);
                break;
            case FileInfo file:
                Import(PrivateFile.Read(file.FullName, ConfigurationText.Longest));
                break;
            case var other:
                throw new DNS4MeException(Faults.InvalidValue("inputObject", Words.NotAConfiguration(other)));
        }
    }

    /// <inheritdoc/>
    private protected override void Finish()
    {
        if (_lines.Count > 0)
        {
            Import(string.Join("\n", _lines));
        }
    }

    private void Import(string text)
    {
        var passphrase = Passphrase is null ? null : Secrets.PassphraseOf(Passphrase);
        var configuration = ConfigurationText.Read(text);
        var takesRegistration = configuration.Registration is not null && passphrase is not null;
        if (!ShouldProcess(Words.Configuration, Words.ImportOf(Changes(configuration.Settings), takesRegistration)))
        {
            return;
        }

        var request = Request(text, passphrase);
        var result = Ask((agent, cancellation) => agent.ImportConfigurationAsync(request, cancellation));
        if (configuration.Registration is not null && passphrase is null)
        {
            WriteWarning(Words.RegistrationLeft);
        }
        else if (configuration.Registration is null && passphrase is not null)
        {
            WriteWarning(Words.NoRegistrationThere);
        }

        if (configuration.Settings.Proxy.HasPassword && !result.Settings.Proxy.HasPassword)
        {
            WriteWarning(Words.PasswordLeft);
        }

        var locked = configuration.Settings.Web.Sites.Where(site => site.Value.HasCertificatePassword && !result.Settings.Web.Sites[site.Key].HasCertificatePassword).Select(site => site.Key).ToList();
        if (locked.Count > 0)
        {
            WriteWarning(Words.CertificatePasswordsLeft(locked));
        }

        FollowStartOption(result.Settings);
        if (result.Unpublished is { } fault)
        {
            WriteWarning(Words.Unpublished(fault));
        }

        if (PassThru)
        {
            WriteObject(result.Settings);
        }
    }

    private static ImportRequest Request(string text, string? passphrase)
    {
        using var document = JsonDocument.Parse(text);
        return new() { Configuration = document.RootElement.Clone(), Passphrase = passphrase };
    }

    /// <summary>What would change: nothing that a policy governs, and what is against one is refused.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.GovernedByPolicy"/>.</exception>
    private IReadOnlyList<string> Changes(AgentSettings wished)
    {
        var inForce = StoredSettings();
        var policies = PolicySet.In(inForce);
        if (inForce.Governed.Count > 0)
        {
            var own = AskIfRunning((agent, cancellation) => agent.ExportConfigurationAsync(new(), cancellation))?.Settings ?? AgentFiles.ReadSettings(Home);
            DNS4MeException.ThrowIfAny(policies.Against(wished, inForce, own));
        }

        return Differences(inForce, policies.Apply(wished));
    }

    /// <summary>What differs, a section at a time.</summary>
    private static IReadOnlyList<string> Differences(AgentSettings before, AgentSettings after)
    {
        return
        [
            .. Of(SettingAreas.Online),
            .. Of(SettingAreas.Offline),
            .. Of(SettingAreas.Option),
            .. Of(SettingAreas.Server),
            .. Of(SettingAreas.Proxy),
            .. Of(SettingAreas.Web),
            .. before.Web.Sites.Keys.Union(after.Web.Sites.Keys).SelectMany(domain => Of(SettingAreas.WebSite(domain))),
        ];

        IEnumerable<string> Of<T>(SettingArea<T> area)
            where T : class
            => area.Members.Differences(area.Of(before), area.Of(after)) is { Count: > 0 } differences ? [Words.SectionOf(area.Name, differences)] : [];
    }
}
