using DNS4Me.Agent.Web.Files;
using DNS4Me.Agent.Web.Http;
using DNS4Me.Agent.Web.Tls;

namespace DNS4Me.Agent.Web;

/// <summary>The web site of a domain, as it is served.</summary>
/// <param name="Domain">The domain, lower-case and of A-labels.</param>
/// <param name="Setting">What is set for it.</param>
/// <param name="Folder">Its pages.</param>
/// <param name="Certificate">Its certificate; null when it has none.</param>
internal sealed record Site(string Domain, WebSite Setting, SiteFolder Folder, SiteCertificate? Certificate)
{
    /// <summary>The names within a folder that answer for it, with their leading slash taken off: those that can be asked for.</summary>
    public IReadOnlyList<string> Documents { get; } = [.. Setting.DefaultDocuments.Where(name => name.Length > 0 && WebPath.IsServed(name, OperatingSystem.IsWindows()))];
}
