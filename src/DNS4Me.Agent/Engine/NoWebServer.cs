using DNS4Me.Agent.Web;

namespace DNS4Me.Agent.Engine;

/// <summary>Stands where the web server will.</summary>
internal sealed class NoWebServer : IWebServer
{
    public Task StartAsync(WebServerSetting setting, CancellationToken cancellation) => throw new DNS4MeException(Faults.InternalError("this agent has no web server."));

    public Task ApplyAsync(WebServerSetting setting, CancellationToken cancellation) => StartAsync(setting, cancellation);

    public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;

    public WebServerStatus GetStatus() => new() { Running = false, Port = WebServerSetting.DefaultPort };

    public ValueTask DisposeAsync() => default;
}
