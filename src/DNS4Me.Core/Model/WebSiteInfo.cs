namespace DNS4Me;

/// <summary>A domain and its web site, as the Web Server dialog shows them when the domain is chosen. Source: help file, "Web Server", Domain Properties.</summary>
public sealed record WebSiteInfo
{
    /// <summary>The domain's full name, in A-labels, without a trailing dot.</summary>
    public required string Domain { get; init; }

    /// <summary>Whether the domain has a web site.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether requests for names that no site is set for are served from this one.</summary>
    public bool Primary { get; init; }

    /// <summary>The folder of the pages; empty for none.</summary>
    public required string LocalFolder { get; init; }

    /// <summary>Whether a folder without a default document is answered with a list of what is in it.</summary>
    public bool DirectoryListing { get; init; }

    /// <summary>The names of files that are looked for, in this order, when a folder is asked for.</summary>
    public required FileNames DefaultDocument { get; init; }

    /// <summary>The file of the certificate; empty for none.</summary>
    public required string Certificate { get; init; }

    /// <summary>The file of the certificate's key; empty if it is in <see cref="Certificate"/>.</summary>
    public required string CertificateKey { get; init; }

    /// <summary>Whether a password is stored for the certificate. It is never shown.</summary>
    public bool HasCertificatePassword { get; init; }

    /// <summary>Whether HTTP requests are redirected to HTTPS.</summary>
    public bool RedirectToHttps { get; init; }

    /// <summary>A domain and its site.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="site">Its site; null: none was ever set, so that the defaults hold.</param>
    public static WebSiteInfo Of(string domain, WebSite? site)
    {
        site ??= new();
        return new()
        {
            Domain = domain,
            Enabled = site.Enabled,
            Primary = site.Primary,
            LocalFolder = site.LocalFolder,
            DirectoryListing = site.DirectoryListing,
            DefaultDocument = new(site.DefaultDocuments),
            Certificate = site.Certificate,
            CertificateKey = site.CertificateKey,
            HasCertificatePassword = site.HasCertificatePassword,
            RedirectToHttps = site.RedirectToHttps,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Domain;
}
