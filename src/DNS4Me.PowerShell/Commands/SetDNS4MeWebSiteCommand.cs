using System.Security;
using DNS4Me.Local;
using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Completion;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// Sets the web site of a domain: what is given changes, and a web server that runs serves it at once. Source: help file, "Web Server", Domain Properties.
/// </summary>
[Cmdlet(VerbsCommon.Set, "DNS4MeWebSite", SupportsShouldProcess = true)]
[OutputType(typeof(WebSiteInfo))]
public sealed class SetDNS4MeWebSiteCommand : SettingCommand<WebSite>
{
    private string _domain = "";
    private string? _password;
    private SettingArea<WebSite>? _area;

    /// <summary>The domain.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(WebSiteCompleter))]
    public string Domain { get; set; } = "";

    /// <summary>Whether the domain has a web site.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OnOff]
    [AllowNull]
    public bool? Enabled { get; set; }

    /// <summary>Whether requests for names that no site is set for are served from this one. It takes the star from the site that had it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OnOff]
    [AllowNull]
    public bool? Primary { get; set; }

    /// <summary>The folder of the pages; a relative path goes from the present folder. Blank: none.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public string? LocalFolder { get; set; }

    /// <summary>Whether a folder without a default document is answered with a list of what is in it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OnOff]
    [AllowNull]
    public bool? DirectoryListing { get; set; }

    /// <summary>The names of files that are looked for, in this order, when a folder is asked for; in one text with semicolons between them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias(nameof(WebSite.DefaultDocuments))]
    [FileNames]
    [AllowNull]
    [AllowEmptyCollection]
    public string[]? DefaultDocument { get; set; }

    /// <summary>A PFX file, or a PEM file with the certificate and its chain. Blank: none, and no HTTPS.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public string? Certificate { get; set; }

    /// <summary>The PEM file of the certificate's key. Blank: it is in the certificate's file.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public string? CertificateKey { get; set; }

    /// <summary>The password of the certificate's file; an empty one forgets the one there is. Without it that stays.</summary>
    [Parameter]
    [AllowNull]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>Whether HTTP requests are redirected to HTTPS.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OnOff]
    [AllowNull]
    public bool? RedirectToHttps { get; set; }

    /// <inheritdoc/>
    private protected override SettingArea<WebSite> Area => _area ??= SettingAreas.WebSite(_domain);

    /// <inheritdoc/>
    private protected override void Process()
    {
        _domain = NameRules.ToHostName(Domain) ?? throw new DNS4MeException(Faults.InvalidValue("domain", Words.NotADomain(Domain), Domain));
        _area = null;
        if (Primary == true && WebRules.PrimaryOf(StoredSettings().Web) is { } starred && starred != _domain)
        {
            WriteVerbose(Words.TakesStar(starred, _domain));
        }

        base.Process();
    }

    /// <inheritdoc/>
    private protected override void Apply(WebSite setting)
    {
        _password = Secrets.CertificatePasswordOf(CertificatePassword);
        var certificate = PathOf(nameof(Certificate), Certificate);
        Take(Enabled, nameof(Enabled), value => setting.Enabled = value);
        Take(Primary, nameof(Primary), value => setting.Primary = value);
        Take(PathOf(nameof(LocalFolder), LocalFolder), nameof(LocalFolder), value => setting.LocalFolder = value);
        Take(DirectoryListing, nameof(DirectoryListing), value => setting.DirectoryListing = value);
        Take(DefaultDocument, nameof(WebSite.DefaultDocuments), value => setting.DefaultDocuments = value);
        Take(certificate, nameof(Certificate), value => setting.Certificate = value);

        // Without a certificate its key is of no use. Its password goes with it by itself.
        Take(PathOf(nameof(CertificateKey), CertificateKey) ?? (certificate is "" ? "" : null), nameof(CertificateKey), value => setting.CertificateKey = value);
        setting.HasCertificatePassword &= setting.Certificate.Length > 0;
        Take(_password, nameof(WebSite.HasCertificatePassword), value => setting.HasCertificatePassword = value.Length > 0);
        Take(RedirectToHttps, nameof(RedirectToHttps), value => setting.RedirectToHttps = value);
    }

    /// <inheritdoc/>
    private protected override SettingChange WithSecret(SettingChange change) => change with { Password = _password };

    /// <inheritdoc/>
    private protected override object Result(SettingsInForce settings) => WebSiteInfo.Of(_domain, Area.Of(settings));

    private string? PathOf(string parameter, string? value) => value is not null ? Files.FullPath(this, value, parameter) : IsGiven(parameter) ? "" : null;
}
