using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.Agent.Tests.Rpc;

/// <summary>An engine that does what a test says.</summary>
internal sealed class FakeAgent : IAgentApi, IAsyncDisposable
{
    public static readonly AgentStatus Status = new() { State = AgentState.Online, Epoch = 7, Domains = ["alice.example"], AgentRunning = true };

    private int _statusCalls;

    public Func<ConnectRequest, IProgress<ProgressNote>, CancellationToken, Task<AgentStatus>> OnConnect { get; set; } = (_, _, _) => Task.FromResult(Status);

    public Func<EventRequest, CancellationToken, Task<IReadOnlyList<StatusEvent>>> OnGetEvents { get; set; } = (_, _) => Task.FromResult<IReadOnlyList<StatusEvent>>([]);

    public Func<RegisterRequest, RegistrationInfo> OnRegister { get; set; } = request => new() { Name = request.Name, Email = request.Email, RegistrationIdHint = "…" };

    public Func<AgentStatus> OnGetStatus { get; set; } = () => Status;

    public Func<RecordQuery, RecordPage> OnGetRecords { get; set; } = _ => new() { Records = [] };

    public Func<RecordBatch, RecordBatchResult> OnChangeRecords { get; set; } = _ => new() { Results = [] };

    public IReadOnlyList<DomainInfo> Domains { get; set; } = [new() { Name = "alice.example", Online = true }];

    public Func<Task> OnStop { get; set; } = () => Task.CompletedTask;

    public Func<CancellationToken, Task> OnProbe { get; set; } = _ => Task.CompletedTask;

    public int StatusCalls => Volatile.Read(ref _statusCalls);

    public WebServerStatus WebServer { get; private set; } = new() { Running = false, Port = WebServerSetting.DefaultPort };

    public bool Stopped { get; private set; }

    public bool IsIdle { get; set; }

    public bool Disposed { get; private set; }

    public Task<RegistrationInfo> RegisterAsync(RegisterRequest request, CancellationToken cancellation) => Task.FromResult(OnRegister(request));

    public RegistrationInfo GetRegistration() => throw new DNS4MeException(Faults.NotRegistered());

    public AgentSettings GetSettings() => new();

    public IReadOnlyDictionary<string, SettingSource> GetGoverned() => new Dictionary<string, SettingSource> { ["ServerPort"] = SettingSource.MachinePolicy };

    public Task<SettingResult> ChangeSettingsAsync(SettingChange change, CancellationToken cancellation)
        => Task.FromResult(new SettingResult { Settings = new() { Server = new() { HostName = change.Patch.GetProperty("hostName").GetString()! } } });

    public Task<Configuration> ExportConfigurationAsync(ExportRequest request, CancellationToken cancellation)
        => Task.FromResult(new Configuration { Settings = new() });

    public Task<SettingResult> ImportConfigurationAsync(ImportRequest request, CancellationToken cancellation)
        => Task.FromResult(new SettingResult { Settings = ConfigurationText.Read(request.Configuration).Settings });

    public Task<ProxyTestResult> TestProxyAsync(ProxyTestRequest request, CancellationToken cancellation)
        => Task.FromResult(new ProxyTestResult { Succeeded = true, Proxy = request.Proxy ?? new(), Server = "server:1206", Duration = request.Timeout });

    public Task<AgentStatus> ConnectAsync(ConnectRequest request, IProgress<ProgressNote> progress, CancellationToken cancellation)
        => OnConnect(request, progress, cancellation);

    public Task<WebServerStatus> StartWebServerAsync(WebStartRequest request, CancellationToken cancellation)
        => Task.FromResult(WebServer = new() { Running = true, Port = request.Port ?? WebServerSetting.DefaultPort });

    public Task<WebServerStatus> StopWebServerAsync(CancellationToken cancellation) => Task.FromResult(WebServer = WebServer with { Running = false });

    public WebServerStatus GetWebServer() => WebServer;

    public Task<AgentStatus> DisconnectAsync(CancellationToken cancellation) => Task.FromResult(Status with { State = AgentState.Offline });

    public Task<AgentStatus> UpdateAddressAsync(CancellationToken cancellation) => Task.FromException<AgentStatus>(new DNS4MeException(Faults.NotOnline()));

    public AgentStatus GetStatus()
    {
        Interlocked.Increment(ref _statusCalls);
        return OnGetStatus();
    }

    public Task<ReleaseInfo> GetReleaseAsync(CancellationToken cancellation) => Task.FromResult(new ReleaseInfo { Version = "1.2.3", Page = "https://dyn.example/new" });

    public Task<IReadOnlyList<DomainInfo>> GetDomainsAsync(CancellationToken cancellation)
        => Task.FromResult(Domains);

    public Task<RecordPage> GetRecordsAsync(RecordQuery query, CancellationToken cancellation) => Task.FromResult(OnGetRecords(query));

    public Task<RecordBatchResult> ChangeRecordsAsync(RecordBatch batch, CancellationToken cancellation) => Task.FromResult(OnChangeRecords(batch));

    public Task<IReadOnlyList<StatusEvent>> GetEventsAsync(EventRequest request, CancellationToken cancellation) => OnGetEvents(request, cancellation);

    public Task ProbeAsync(CancellationToken cancellation) => OnProbe(cancellation);

    public async Task StopAsync()
    {
        await OnStop();
        Stopped = true;
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }
}
