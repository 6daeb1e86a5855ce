using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.Agent;

/// <summary>
/// What an agent does for those who may speak to it: the methods of <see cref="AgentProtocol"/> that need the engine. A wish that fails
/// ends with a <see cref="DNS4MeException"/>. Members may be called from any thread, side by side.
/// </summary>
internal interface IAgentApi
{
    /// <summary>Whether there is nothing to keep, to tell or to undo: it would make no difference if the agent were not there.</summary>
    bool IsIdle { get; }

    /// <summary>Asks the service whether the registration is right, and stores it.</summary>
    Task<RegistrationInfo> RegisterAsync(RegisterRequest request, CancellationToken cancellation);

    /// <summary>The registration that is stored.</summary>
    RegistrationInfo GetRegistration();

    /// <summary>The settings.</summary>
    AgentSettings GetSettings();

    /// <summary>The settings that policies govern: see <see cref="SettingsInForce.Governed"/>.</summary>
    IReadOnlyDictionary<string, SettingSource> GetGoverned();

    /// <summary>Changes settings: all of the change or nothing.</summary>
    Task<SettingResult> ChangeSettingsAsync(SettingChange change, CancellationToken cancellation);

    /// <summary>The settings, and the registration sealed under a passphrase if one is given.</summary>
    Task<Configuration> ExportConfigurationAsync(ExportRequest request, CancellationToken cancellation);

    /// <summary>Puts a configuration in place of the agent's own: all of it or nothing.</summary>
    Task<SettingResult> ImportConfigurationAsync(ImportRequest request, CancellationToken cancellation);

    /// <summary>Tries a proxy; one that does not work is a result.</summary>
    Task<ProxyTestResult> TestProxyAsync(ProxyTestRequest request, CancellationToken cancellation);

    /// <summary>Starts the web server, or gives one that runs what is asked for. It is stored once it listens, and runs again after a restart.</summary>
    Task<WebServerStatus> StartWebServerAsync(WebStartRequest request, CancellationToken cancellation);

    /// <summary>Stops the web server for good.</summary>
    Task<WebServerStatus> StopWebServerAsync(CancellationToken cancellation);

    /// <summary>How the web server stands.</summary>
    WebServerStatus GetWebServer();

    /// <summary>Goes online, and ends once the domains are; a cancellation withdraws the wish.</summary>
    Task<AgentStatus> ConnectAsync(ConnectRequest request, IProgress<ProgressNote> progress, CancellationToken cancellation);

    /// <summary>Goes offline.</summary>
    Task<AgentStatus> DisconnectAsync(CancellationToken cancellation);

    /// <summary>Tells the service the address now; a given one is sent again.</summary>
    Task<AgentStatus> UpdateAddressAsync(CancellationToken cancellation);

    /// <summary>How things stand.</summary>
    AgentStatus GetStatus();

    /// <summary>The newest release of the module that the service knows of.</summary>
    Task<ReleaseInfo> GetReleaseAsync(CancellationToken cancellation);

    /// <summary>The domains as the service gives them now.</summary>
    Task<IReadOnlyList<DomainInfo>> GetDomainsAsync(CancellationToken cancellation);

    /// <summary>A page of records as the service gives it now.</summary>
    Task<RecordPage> GetRecordsAsync(RecordQuery query, CancellationToken cancellation);

    /// <summary>Adds, changes and removes records.</summary>
    Task<RecordBatchResult> ChangeRecordsAsync(RecordBatch batch, CancellationToken cancellation);

    /// <summary>Events, waiting for the first if asked to.</summary>
    Task<IReadOnlyList<StatusEvent>> GetEventsAsync(EventRequest request, CancellationToken cancellation);

    /// <summary>Ends once the engine has taken a turn, which one that hangs does not.</summary>
    Task ProbeAsync(CancellationToken cancellation);

    /// <summary>Takes the domains offline and leaves the engine ready to be disposed of. It has a deadline of its own and never fails.</summary>
    Task StopAsync();
}
