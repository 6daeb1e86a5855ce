using System.Text.Json;
using System.Text.Json.Nodes;
using DNS4Me.Agent.Events;
using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Settings;
using DNS4Me.Agent.Web;
using DNS4Me.Local;
using DNS4Me.Policies;

namespace DNS4Me.Agent.Engine;

/// <summary>
/// Has the web server run as the settings say, whatever presence does. Changed settings come into force before they are stored, so that none are stored that cannot be
/// served; a server that is to run and cannot is tried again. Source: help file, "Web Server".
/// </summary>
internal sealed class WebDesk : IAsyncDisposable
{
    /// <summary>How long to wait between two tries to have it run.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _ending = new();
    private readonly EffectiveSettings _settings;
    private readonly SettingPasswords _passwords;
    private readonly EventLog _events;
    private readonly IWebServer _server;
    private readonly ITimer _retry;

    /// <summary>The passwords of settings that are being tried; null: the stored ones hold.</summary>
    private volatile IReadOnlyDictionary<string, string?>? _tried;

    private volatile Fault? _fault;
    private volatile bool _stopped;

    /// <summary>A desk that does nothing yet.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="passwords">The passwords of certificates.</param>
    /// <param name="events">"Recent Status".</param>
    /// <param name="parts">Makes the server, and has the clock.</param>
    public WebDesk(EffectiveSettings settings, SettingPasswords passwords, EventLog events, EngineParts parts)
    {
        (_settings, _passwords, _events) = (settings, passwords, events);
        _server = parts.CreateWebServer(PasswordOf);
        _retry = parts.Time.CreateTimer(_ => Settle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the server runs, or is to.</summary>
    public bool IsNeeded => _server.GetStatus().Running || _settings.TryGet(out _) is { Web.Running: true };

    /// <summary>The policy that keeps the server from running; null when there is none.</summary>
    private PolicyValue? Prohibition => _settings.Policies?.Of(SettingSection.Web, "running");

    /// <summary>How the server stands.</summary>
    public WebServerStatus Status
    {
        get
        {
            var status = _server.GetStatus();
            var setting = _settings.TryGet(out var unreadable)?.Web;
            return status.Running
                ? status with { Fault = status.Fault ?? _fault }
                : status with { Port = setting?.Port ?? status.Port, Fault = setting is null ? unreadable : setting.Running ? _fault : _settings.Own is { Web.Running: true } ? Prohibition?.Fault : null };
        }
    }

    /// <summary>The change of the settings that has the server run.</summary>
    public static SettingChange Starting(WebStartRequest request) => Change(JsonSerializer.SerializeToNode(request, AgentJson.Default.WebStartRequest)!.AsObject(), running: true);

    /// <summary>The change of the settings that has it run no more.</summary>
    public static SettingChange Stopping() => Change([], running: false);

    /// <summary>Puts in force what is stored. Failures are told, and tried again.</summary>
    public void Settle() => _ = SettleAsync();

    /// <summary>Puts new settings in force in the web server, and then in the store: both, or neither.</summary>
    /// <param name="prepared">The new settings.</param>
    /// <param name="mustRun">
    /// Whether the server must then run. Otherwise one that is to run and cannot is no reason to refuse settings that were to run before: they may be what mends it.
    /// </param>
    /// <param name="cancellation">Withdraws the wish.</param>
    /// <param name="meanwhile">What else has to be done once it is sure that they can be served, and before they are stored.</param>
    /// <exception cref="DNS4MeException">They cannot be served, or could not be stored; what was in force goes on.</exception>
    public async Task CommitAsync(PreparedSettings prepared, bool mustRun, CancellationToken cancellation, Func<Task>? meanwhile = null)
    {
        meanwhile ??= () => Task.CompletedTask;
        if (prepared.Before.Web.Equals(prepared.After.Web) && prepared.CertificatePasswords.Count == 0 && !mustRun)
        {
            await meanwhile().ConfigureAwait(false);
            prepared.Commit();
            return;
        }

        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            _tried = prepared.CertificatePasswords;
            var wasRunning = _server.GetStatus().Running;
            var isTried = await TryAsync(prepared, wasRunning, mustRun, cancellation).ConfigureAwait(false);
            try
            {
                await meanwhile().ConfigureAwait(false);
                prepared.Commit();
            }
            catch when (isTried)
            {
                _tried = null;
                await ReturnAsync(prepared.Before.Web, wasRunning).ConfigureAwait(false);
                throw;
            }

            _tried = null;
            if (isTried)
            {
                Served(wasRunning ? prepared.Before.Web : null, prepared.After.Web);
            }
            else
            {
                await SettleInTurnAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _tried = null;
            _turn.Release();
        }
    }

    /// <summary>Ends the server in good order: requests under way are answered. It starts no more.</summary>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task StopAsync(CancellationToken cancellation)
    {
        _stopped = true;
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await EndAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _stopped = true;
        await _retry.DisposeAsync().ConfigureAwait(false);
        await _ending.CancelAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private static SettingChange Change(JsonObject patch, bool running)
    {
        patch["running"] = running;
        using var document = JsonDocument.Parse(patch.ToJsonString());
        return new() { Section = SettingSection.Web, Patch = document.RootElement.Clone() };
    }

    private string? PasswordOf(string domain)
        => _tried is { } tried && tried.TryGetValue(domain, out var password) ? password
            : _settings.TryGet(out _) is { } settings && SettingPasswords.HasOne(settings.Web, domain) ? _passwords.OfCertificate(domain).Get()
            : null;

    private async Task<bool> TryAsync(PreparedSettings prepared, bool isRunning, bool mustRun, CancellationToken cancellation)
    {
        var (before, after) = (prepared.Before.Web, prepared.After.Web);
        if (!after.Running || (!isRunning && before.Running && !mustRun))
        {
            return false;
        }

        if (_stopped)
        {
            throw new DNS4MeException(Faults.Cancelled("the agent, which is stopping"));
        }

        await (isRunning ? _server.ApplyAsync(after, cancellation) : _server.StartAsync(after, allSites: true, cancellation)).ConfigureAwait(false);
        return true;
    }

    /// <summary>Takes back what was tried and could not be stored.</summary>
    private async Task ReturnAsync(WebServerSetting before, bool wasRunning)
    {
        try
        {
            await (wasRunning ? _server.ApplyAsync(before, _ending.Token) : _server.StopAsync(_ending.Token)).ConfigureAwait(false);
        }
        catch (DNS4MeException e)
        {
            Failed(e.Fault);
        }
    }

    private async Task SettleAsync()
    {
        try
        {
            await _turn.WaitAsync(_ending.Token).ConfigureAwait(false);
            try
            {
                await SettleInTurnAsync().ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The agent ends.
        }
    }

    private async Task SettleInTurnAsync()
    {
        if (_stopped)
        {
            return;
        }

        try
        {
            if (_settings.TryGet(out var unreadable) is not { } settings)
            {
                // Told when the agent started.
                _fault = unreadable;
                Again();
            }
            else if (!settings.Web.Running)
            {
                await EndAsync(_ending.Token).ConfigureAwait(false);
            }
            else if (_server.GetStatus().Running)
            {
                await _server.ApplyAsync(settings.Web, _ending.Token).ConfigureAwait(false);
                Served(settings.Web, settings.Web);
            }
            else
            {
                await _server.StartAsync(settings.Web, allSites: false, _ending.Token).ConfigureAwait(false);
                Served(null, settings.Web);
                if (_server.GetStatus().Fault is { } missing)
                {
                    _events.Add(EventKind.WebServer, $"Not all is served: {missing.Message}", missing.Code);
                }
            }
        }
        catch (DNS4MeException e)
        {
            Failed(e.Fault);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed(Faults.InternalError(e.Message));
        }
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        _fault = null;
        _retry.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (_server.GetStatus().Running)
        {
            await _server.StopAsync(cancellation).ConfigureAwait(false);
            _events.Add(EventKind.WebServer, Prohibition is { } policy ? $"The web server has stopped: the policy '{policy.Setting.PolicyName}' ({policy.Source}) is in force." : "The web server has stopped.");
        }
    }

    /// <summary>All is well.</summary>
    /// <param name="before">What was served before; null: nothing.</param>
    /// <param name="after">What is served now.</param>
    private void Served(WebServerSetting? before, WebServerSetting after)
    {
        _fault = null;
        _retry.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (before is null || before.Port != after.Port)
        {
            _events.Add(EventKind.WebServer, $"The web server {(before is null ? "has started, and" : "now")} listens on port {after.Port}.");
        }
    }

    /// <summary>Tells a failure, once for as long as it stays the same, and sees to it that it is tried again.</summary>
    private void Failed(Fault fault)
    {
        if (_fault != fault)
        {
            _fault = fault;
            _events.Add(EventKind.WebServer, $"The web server could not be started: {fault.Message}", fault.Code);
        }

        Again();
    }

    private void Again()
    {
        if (!_stopped)
        {
            _retry.Change(RetryInterval, Timeout.InfiniteTimeSpan);
        }
    }
}
