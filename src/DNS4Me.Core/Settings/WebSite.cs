namespace DNS4Me;

/// <summary>The web site of a domain. Defaults: help file, "Web Server", Domain Properties.</summary>
/// <remarks>The setters are there for the JSON source generator, which would replace an init-only property's default by null.</remarks>
public sealed record WebSite
{
    /// <summary>Whether the domain has a web site.</summary>
    public bool Enabled { get; set; }

    /// <summary>Whether requests for names that no site is set for are served from this one. One site at most is.</summary>
    public bool Primary { get; set; }

    /// <summary>The folder of the pages, as an absolute path; empty with a site that is not enabled alone.</summary>
    public string LocalFolder { get; set; } = "";

    /// <summary>Whether a folder without a default document is answered with a list of what is in it.</summary>
    public bool DirectoryListing { get; set; }

    /// <summary>The names of files that are looked for, in this order, when a folder is asked for.</summary>
    public IReadOnlyList<string> DefaultDocuments { get; set; } = ["index.htm", "index.html"];

    /// <summary>A PFX file, or a PEM file with the certificate and its chain; empty for none: then there is no HTTPS.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The PEM file of the certificate's key; empty if it is in <see cref="Certificate"/>.</summary>
    public string CertificateKey { get; set; } = "";

    /// <summary>Whether a password is stored for <see cref="Certificate"/>. The password itself is a secret that is kept apart from the settings.</summary>
    public bool HasCertificatePassword { get; set; }

    /// <summary>Whether HTTP requests are redirected to HTTPS. It takes a certificate.</summary>
    public bool RedirectToHttps { get; set; }

    /// <summary>Two sites are equal when they serve the same in the same way.</summary>
    public bool Equals(WebSite? other)
        => other is not null && Enabled == other.Enabled && Primary == other.Primary && LocalFolder == other.LocalFolder && DirectoryListing == other.DirectoryListing
            && DefaultDocuments.SequenceEqual(other.DefaultDocuments) && Certificate == other.Certificate && CertificateKey == other.CertificateKey
            && HasCertificatePassword == other.HasCertificatePassword && RedirectToHttps == other.RedirectToHttps;

    /// <inheritdoc/>
    public override int GetHashCode() => (LocalFolder, Certificate, Enabled, Primary).GetHashCode();
}
