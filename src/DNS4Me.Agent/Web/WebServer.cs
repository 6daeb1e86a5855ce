namespace DNS4Me.Agent.Web;

/// <summary>The web server: what is in force, the ports, the log. Kestrel is not touched before the start.</summary>
internal sealed class WebServer : IWebServer
{
    /// <summary>How often certificates are looked at when nobody asks for them.</summary>
    private static readonly TimeSpan CertificateWatch = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly TimeProvider _time;
    private readonly string _logFolder;
    private readonly Func<string, string?> _certificatePassword;
    private volatile RunningServer? _running;
    private WebServerSetting _setting = new();

    /// <param name="time">The calendar.</param>
    /// <param name="logFolder">Where logs are written.</param>
    /// <param name="certificatePassword">Gives the password of a domain's certificate; null for none.</param>
    public WebServer(TimeProvider time, string logFolder, Func<string, string?> certificatePassword)
        => (_time, _logFolder, _certificatePassword) = (time, logFolder, certificatePassword);

    /// <inheritdoc/>
    public Task StartAsync(WebServerSetting setting, bool allSites, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        if (_running is { } running)
        {
            await running.ApplyAsync(setting, cancellation).ConfigureAwait(false);
        }
        else
        {
            _running = await RunningServer.StartAsync(setting, allSites, _time, _logFolder, _certificatePassword, CertificateWatch, cancellation).ConfigureAwait(false);
        }

        _setting = setting;
    }, cancellation);

    /// <inheritdoc/>
    public Task ApplyAsync(WebServerSetting setting, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        if (_running is { } running)
        {
            await running.ApplyAsync(setting, cancellation).ConfigureAwait(false);
        }

        _setting = setting;
    }, cancellation);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellation) => InTurnAsync(async () =>
    {
        if (_running is { } running)
        {
            _running = null;
            await running.StopAsync(cancellation).ConfigureAwait(false);
        }
    }, cancellation);

    /// <inheritdoc/>
    public WebServerStatus GetStatus() => _running?.GetStatus() ?? new() { Running = false, Port = _setting.Port };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private async Task InTurnAsync(Func<Task> act, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await act().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
