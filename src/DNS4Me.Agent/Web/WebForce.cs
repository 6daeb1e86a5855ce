using DNS4Me.Agent.Web.Log;

namespace DNS4Me.Agent.Web;

/// <summary>What is in force: unchanging, and replaced whole, so that a request sees one state of the settings from its start to its end.</summary>
/// <param name="Setting">The settings.</param>
/// <param name="Sites">Which site answers for which name.</param>
/// <param name="Log">The log; null for none.</param>
internal sealed record WebForce(WebServerSetting Setting, SiteTable<Site> Sites, AccessLog? Log)
{
    /// <summary>Whether HTTPS is served.</summary>
    public bool HasHttps => Sites.Sites.Any(site => site.Certificate is not null);
}
