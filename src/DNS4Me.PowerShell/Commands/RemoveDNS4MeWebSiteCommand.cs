using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Completion;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Takes the web site of a domain away, with the password of its certificate. The files of the site stay. Source: help file, "Web Server", Domain Properties.</summary>
[Cmdlet(VerbsCommon.Remove, "DNS4MeWebSite", SupportsShouldProcess = true)]
[OutputType(typeof(WebSiteInfo))]
public sealed class RemoveDNS4MeWebSiteCommand : DNS4MeCommand
{
    /// <summary>The domain.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(WebSiteCompleter))]
    public string Domain { get; set; } = "";

    /// <summary>Whether to write the site as it was.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override bool FaultsEndTheItemOnly => true;

    /// <inheritdoc/>
    private protected override void Process()
    {
        var domain = NameRules.ToHostName(Domain) ?? throw new DNS4MeException(Faults.InvalidValue("domain", Words.NotADomain(Domain), Domain));
        if (!StoredSettings().Web.Sites.TryGetValue(domain, out var site))
        {
            throw new DNS4MeException(Faults.NotFound(Words.WebSiteOf(domain)) with { Target = domain });
        }

        if (!ShouldProcess(Words.WebSiteOf(domain), Words.RemoveWebSite))
        {
            return;
        }

        var change = SettingPatch.Without(SettingAreas.WebSite(domain));
        Ask((agent, cancellation) => agent.ChangeSettingsAsync(change, cancellation));
        if (PassThru)
        {
            WriteObject(WebSiteInfo.Of(domain, site));
        }
    }
}
