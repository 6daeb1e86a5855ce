using DNS4Me.Agent.Events;
using DNS4Me.Agent.Network;
using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Presence;
using DNS4Me.Agent.Settings;
using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.Agent.Engine;

/// <summary>The background engine: keeps the domains as the user wishes them, and answers for it.</summary>
internal sealed class AgentEngine : IAgentApi, IAsyncDisposable
{
    /// <summary>The longest that a command may wait for the domains to be online.</summary>
    private static readonly TimeSpan LongestConnect = TimeSpan.FromDays(1);

    /// <summary>How long a stopping agent tries to tell the service, and then lets the web server finish what it is at.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(5);

    private readonly EngineParts _parts;
    private readonly EffectiveSettings _settings;
    private readonly RegistrationStore _registration;
    private readonly ServiceLink _link;
    private readonly EventLog _events;
    private readonly StatusBoard _board;
    private readonly PresenceLoop _presence;
    private readonly RecordDesk _records;
    private readonly ProxyDesk _proxies;
    private readonly WebDesk _web;
    private readonly AccountKeeper _keeper;
    private readonly SettingEffects _effects;
    private readonly PolicyDesk _policies;
    private readonly NetworkJudge _judge;

    private AgentEngine(AgentHome home, EngineParts parts)
    {
        _parts = parts;
        var own = new SettingsStore(home.SettingsFile);
        _settings = new(own, new(parts.Policies));
        _registration = new(home.RegistrationFile, parts.Protector);
        var passwords = new SettingPasswords(home, parts.Protector);
        var proxies = new ProxyKeeper(_settings, passwords.Proxy);
        _link = new(_settings, _registration, proxies, parts, input => _presence?.Post(input));
        _proxies = new(_settings, proxies, parts);
        var store = new StateStore(home.StateFile);
        var left = store.Read(out var fault);
        _events = new(parts.Time, left?.Status.RecentStatus ?? []);
        _board = new(store, _settings, _events, parts.Time, home.Scope, left);
        Report(fault);
        _ = own.TryGet(out var unreadable);
        Report(unreadable);
        var first = new PresenceState
        {
            WantsOnline = left?.WantsOnline ?? false,
            Epoch = left?.Status.Epoch ?? 0,
            Domains = left?.Status.Domains ?? [],
        };
        if (left is { OwesOffline: true })
        {
            first = first with
            {
                Since = left.Status.Since,
                Fault = left.Status.Fault,
                OwesOffline = true,
                LeaseEnds = left.Status.LeaseEnds - parts.Time.GetUtcNow(),
                Due = TimeSpan.Zero,
            };
        }

        _presence = new(first, parts.Time, Context, SendAsync, Entered);
        _web = new(_settings, passwords, _events, parts);
        _policies = new(_settings, _events, parts.Time, () => _keeper?.FollowPoliciesAsync() ?? Task.CompletedTask);
        _effects = new(_settings, _registration, _link, _board, _events, _presence, parts.Time, () => PresencePolicy.ReconnectAfter(Context()));
        _keeper = new(own, _settings, _policies, _registration, passwords, _web, _link, _board, _events, _presence, _effects, parts.Time);
        _records = new(_link, _events, () => _board.Save(_presence));
        _judge = new(parts.Network, parts.Time, OnNetworkChanged);
        _parts.Network.Changed += LookAtInternet;
    }

    /// <summary>Starts an engine.</summary>
    /// <param name="home">Where its files are; the folder exists and is its own.</param>
    /// <param name="reason">Who started the agent. Looking never publishes: an agent that a command started goes online for Connect alone.</param>
    /// <param name="parts">What it is made of.</param>
    public static AgentEngine Start(AgentHome home, AgentStartReason reason, EngineParts parts)
    {
        var engine = new AgentEngine(home, parts);
        engine._events.Add(EventKind.Agent, "The agent has started.");
        engine._policies.Begin();
        engine._board.Look(parts.Network.Look().LeadsOut, engine._presence);
        engine._web.Settle();
        if (reason != AgentStartReason.Command && engine._registration.Exists && engine.GoesOnlineAtStart())
        {
            engine._presence.Post(new PresenceInput.Start());
        }
        else
        {
            // What an agent before this one owes the service is due.
            engine._presence.Post(new PresenceInput.Tick());
            engine._effects.GiveWhatIsOwed();
        }

        return engine;
    }

    /// <inheritdoc/>
    public bool IsIdle => _presence.State is { State: AgentState.Offline, Request: null, OwesOffline: false } && !_effects.Owes && !_web.IsNeeded;

    /// <inheritdoc/>
    public Task<RegistrationInfo> RegisterAsync(RegisterRequest request, CancellationToken cancellation) => _keeper.RegisterAsync(request, cancellation);

    /// <inheritdoc/>
    public RegistrationInfo GetRegistration() => _keeper.GetRegistration();

    /// <inheritdoc/>
    public AgentSettings GetSettings() => _settings.Current;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, SettingSource> GetGoverned() => _settings.Governed;

    /// <inheritdoc/>
    public Task<SettingResult> ChangeSettingsAsync(SettingChange change, CancellationToken cancellation) => _keeper.ChangeAsync(change, cancellation);

    /// <inheritdoc/>
    public Task<Configuration> ExportConfigurationAsync(ExportRequest request, CancellationToken cancellation) => _keeper.ExportAsync(request, cancellation);

    /// <inheritdoc/>
    public Task<SettingResult> ImportConfigurationAsync(ImportRequest request, CancellationToken cancellation) => _keeper.ImportAsync(request, cancellation);

    /// <inheritdoc/>
    public Task<ProxyTestResult> TestProxyAsync(ProxyTestRequest request, CancellationToken cancellation) => _proxies.TestAsync(request, cancellation);

    /// <inheritdoc/>
    public async Task<WebServerStatus> StartWebServerAsync(WebStartRequest request, CancellationToken cancellation)
    {
        await _keeper.ChangeAsync(WebDesk.Starting(request), cancellation, servesWeb: true).ConfigureAwait(false);
        return _web.Status;
    }

    /// <inheritdoc/>
    public async Task<WebServerStatus> StopWebServerAsync(CancellationToken cancellation)
    {
        await _keeper.ChangeAsync(WebDesk.Stopping(), cancellation).ConfigureAwait(false);
        return _web.Status;
    }

    /// <inheritdoc/>
    public WebServerStatus GetWebServer() => _web.Status;

    /// <inheritdoc/>
    public async Task<AgentStatus> ConnectAsync(ConnectRequest request, IProgress<ProgressNote> progress, CancellationToken cancellation)
    {
        if (request.Timeout <= TimeSpan.Zero || request.Timeout > LongestConnect)
        {
            throw new DNS4MeException(Faults.InvalidValue("timeoutSeconds", $"The time to wait must be more than zero and at most {LongestConnect.TotalDays:0} day."));
        }

        _ = _registration.GetId();
        var server = _settings.Current.Server;
        using var deadline = new CancellationTokenSource(request.Timeout, _parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var waiter = StateWaiter.ForOnline(state => progress.Report(new()
        {
            Activity = state.LastFault is { } fault ? $"{fault.Message} Trying again." : $"Asking the service at {server}.",
        }));
        _presence.Post(new PresenceInput.Connect(), waiter);
        try
        {
            await waiter.Done.WaitAsync(either.Token).ConfigureAwait(false);
            return GetStatus();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var state = _presence.State;
            throw new DNS4MeException(state.LastFault ?? state.Fault ?? Faults.ServiceTimedOut(server.ToString(), request.Timeout));
        }
        finally
        {
            if (!waiter.Done.IsCompletedSuccessfully)
            {
                _presence.Post(new PresenceInput.Withdraw(), waiter);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<AgentStatus> DisconnectAsync(CancellationToken cancellation)
    {
        await _presence.LeaveAsync(keepsWish: false, cancellation).ConfigureAwait(false);
        return GetStatus();
    }

    /// <inheritdoc/>
    public async Task<AgentStatus> UpdateAddressAsync(CancellationToken cancellation)
    {
        _ = _registration.GetId();
        if (_presence.State.State is AgentState.Online or AgentState.Reconnecting && !_settings.Current.Online.Automatic)
        {
            await _effects.GiveAgainAsync(cancellation).ConfigureAwait(false);
        }

        await _presence.UpdateAsync(cancellation).ConfigureAwait(false);
        return GetStatus();
    }

    /// <inheritdoc/>
    public AgentStatus GetStatus() => _board.Status(_presence, StatusBoard.ShownEvents);

    /// <inheritdoc/>
    public Task<ReleaseInfo> GetReleaseAsync(CancellationToken cancellation) => _link.GetReleaseAsync(cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DomainInfo>> GetDomainsAsync(CancellationToken cancellation) => _link.GetDomainsAsync(cancellation);

    /// <inheritdoc/>
    public Task<RecordPage> GetRecordsAsync(RecordQuery query, CancellationToken cancellation) => _records.GetAsync(query, cancellation);

    /// <inheritdoc/>
    public Task<RecordBatchResult> ChangeRecordsAsync(RecordBatch batch, CancellationToken cancellation) => _records.ChangeAsync(batch, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StatusEvent>> GetEventsAsync(EventRequest request, CancellationToken cancellation)
        => request.Max is >= 1 and <= EventLog.MostAtOnce
            ? _events.GetAsync(new(request.After, request.Max, request.Wait), cancellation)
            : throw new DNS4MeException(Faults.InvalidValue("max", $"The number of events must be between 1 and {EventLog.MostAtOnce}."));

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellation) => _presence.ProbeAsync(cancellation);

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        // The service that cannot be told in time takes the domains offline by its timeout; visitors who are being answered after that are cut off. Pages last as long as the name leads here.
        await WithinDeadlineAsync(deadline => _presence.LeaveAsync(keepsWish: true, deadline)).ConfigureAwait(false);
        await WithinDeadlineAsync(_web.StopAsync).ConfigureAwait(false);

        _events.Add(EventKind.Agent, "The agent is stopping.");
        _board.StoppedCleanly = !_presence.State.OwesOffline && _presence.State.Request is null;
        _board.Save(_presence);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _parts.Network.Changed -= LookAtInternet;
        _judge.Dispose();
        _policies.Dispose();
        await _presence.DisposeAsync().ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
        _parts.Network.Dispose();
        _keeper.Dispose();
        _effects.Dispose();
        _link.Dispose();
    }

    private async Task WithinDeadlineAsync(Func<CancellationToken, Task> work)
    {
        using var deadline = new CancellationTokenSource(StopDeadline, _parts.Time);
        try
        {
            await work(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Whoever called has said what follows.
        }
    }

    /// <summary>Settings that cannot be read yet do not tell, but the wish that was stored does; they are looked at again until they can.</summary>
    private bool GoesOnlineAtStart() => _settings.TryGet(out _)?.Option.GoOnlineAtStart ?? _presence.State.WantsOnline;

    private PresenceContext Context()
    {
        var settings = _settings.TryGet(out _) ?? new();
        return new(default, default, settings.Online.Timeout, settings.Option, _parts.Random(), Guid.NewGuid().ToString())
        {
            BothFamilies = _link.BothFamilies,
            Automatic = settings.Online.Automatic,
        };
    }

    private async Task<PresenceInput> SendAsync(SentRequest request, CancellationToken cancellation)
    {
        try
        {
            var settings = _link.AccountSettings;
            var answered = await _link.SendAsync(request, settings, PresencePolicy.RequestDeadline(Context()), cancellation).ConfigureAwait(false);
            if (request.Kind == PresenceRequestKind.GoOnline)
            {
                _effects.Carried(settings);
            }

            return answered;
        }
        catch (DNS4MeException e)
        {
            return new PresenceInput.Failed(request.Number, e.Fault);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new PresenceInput.Failed(request.Number, Faults.InternalError(e.Message));
        }
    }

    private void Entered(PresenceState before, PresenceState after)
    {
        foreach (var note in PresenceNotes.Of(before, after))
        {
            _events.Add(note.Kind, note.Message, note.Fault);
        }

        if (after.LastCompleted != before.LastCompleted)
        {
            // Whoever has heard from the service has a connection, whatever the interfaces say.
            _board.Look(after.LastFault is null || _parts.Network.Look().LeadsOut, _presence);
            if (after.LastFault is null)
            {
                _effects.GiveWhatIsOwed();
            }
        }

        if (StatusBoard.IsWorthStoring(before, after))
        {
            _board.Save(_presence);
        }
    }

    private void LookAtInternet() => _board.Look(_parts.Network.Look().LeadsOut, _presence);

    private void OnNetworkChanged(NetworkDelta delta)
    {
        _events.Add(EventKind.Internet, delta.ToString());
        if (_parts.Network.Look().LeadsOut)
        {
            _presence.Post(new PresenceInput.NetworkUp());
            _effects.GiveWhatIsOwed();
        }
    }

    private void Report(Fault? fault)
    {
        if (fault is not null)
        {
            _events.Add(EventKind.Error, fault.Message, fault.Code);
        }
    }
}
