namespace DNS4Me.Agent.Web;

/// <summary>The web server of this machine. Members may be called from any thread; they act one after another.</summary>
internal interface IWebServer : IAsyncDisposable
{
    /// <summary>Listens and serves the sites. Nothing is half-started when it fails.</summary>
    /// <param name="setting">What is to be served.</param>
    /// <param name="allSites">
    /// Whether every site must be there, as when a person starts it. Otherwise, as at a boot, the status tells what is wrong with a site, and it is served as soon as it is there.
    /// </param>
    /// <param name="cancellation">Withdraws the wish.</param>
    /// <exception cref="DNS4MeException">The port is in use or not for us, a folder is missing or unreadable, a certificate cannot be used.</exception>
    Task StartAsync(WebServerSetting setting, bool allSites, CancellationToken cancellation);

    /// <summary>Puts changed settings in force at once. Connections stay, but those of a port that is no longer listened on finish what they are at and end.</summary>
    /// <exception cref="DNS4MeException">They cannot be put in force; what was in force goes on. A site that they do not change is no reason.</exception>
    Task ApplyAsync(WebServerSetting setting, CancellationToken cancellation);

    /// <summary>Ends: requests under way get a few seconds.</summary>
    Task StopAsync(CancellationToken cancellation);

    /// <summary>How it stands.</summary>
    WebServerStatus GetStatus();
}
