namespace DNS4Me;

/// <summary>The web server of this machine and its sites. Defaults: help file, "Web Server".</summary>
/// <remarks>The setters are there for the JSON source generator, which would replace an init-only property's default by null.</remarks>
public sealed record WebServerSetting
{
    /// <summary>The port of HTTP (RFC 9110, section 4.2.1).</summary>
    public const int DefaultPort = 80;

    /// <summary>The port of HTTPS (RFC 9110, section 4.2.2).</summary>
    public const int DefaultHttpsPort = 443;

    /// <summary>Whether it is to run: a started one runs again after a restart of the agent or the machine.</summary>
    public bool Running { get; set; }

    /// <summary>The TCP port of HTTP.</summary>
    public int Port { get; set; } = DefaultPort;

    /// <summary>The TCP port of HTTPS, which is listened on while a site that is enabled has a certificate.</summary>
    public int HttpsPort { get; set; } = DefaultHttpsPort;

    /// <summary>In which form requests are logged.</summary>
    public WebLogFormat LogFormat { get; set; } = WebLogFormat.Combined;

    /// <summary>The sites by domain, whose name is lower-case and of A-labels.</summary>
    public IReadOnlyDictionary<string, WebSite> Sites { get; set; } = new Dictionary<string, WebSite>();

    /// <summary>Two settings are equal when they serve the same in the same way.</summary>
    public bool Equals(WebServerSetting? other)
        => other is not null && Running == other.Running && Port == other.Port && HttpsPort == other.HttpsPort && LogFormat == other.LogFormat
            && Sites.Count == other.Sites.Count && Sites.All(site => other.Sites.TryGetValue(site.Key, out var its) && Equals(site.Value, its));

    /// <inheritdoc/>
    public override int GetHashCode() => (Port, HttpsPort, Running, Sites.Count).GetHashCode();
}
