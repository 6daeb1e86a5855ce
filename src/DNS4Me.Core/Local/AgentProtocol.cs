namespace DNS4Me.Local;

/// <summary>
/// The words that the module and the agent exchange: JSON-RPC 2.0, one message a line of UTF-8, ended by a line feed. A client
/// first sends <see cref="Hello"/>. Closing the connection cancels what is under way on it.
/// </summary>
public static class AgentProtocol
{
    /// <summary>The version of this contract. Members and methods are added within a version; what an older end cannot do it says when it is asked.</summary>
    public const int Version = 1;

    /// <summary>The oldest version that is still understood.</summary>
    public const int OldestVersion = 1;

    /// <summary>The longest line that either end reads, in bytes.</summary>
    public const int LongestLine = 4 * 1024 * 1024;

    /// <summary>How long the agent waits for the service's answer about records: a slow line needs it for a batch of the greatest number.</summary>
    public static readonly TimeSpan LongestRecordRequest = TimeSpan.FromSeconds(60);

    /// <summary>The first line on a starting agent's standard output once its endpoint is open. Anything else is a <see cref="Fault"/> as JSON.</summary>
    public const string ReadyLine = "ready";

    /// <summary>The agent's argument before the folder of its home.</summary>
    public const string HomeArgument = "--home";

    /// <summary>The agent's argument before an <see cref="AgentStartReason"/>.</summary>
    public const string ReasonArgument = "--start-reason";

    /// <summary><see cref="HelloRequest"/> to <see cref="AgentInfo"/>.</summary>
    public const string Hello = "agent.hello";

    /// <summary>Nothing to nothing: goes offline, answers, and ends the agent.</summary>
    public const string Stop = "agent.stop";

    /// <summary><see cref="RegisterRequest"/> to <see cref="RegistrationInfo"/>: asks the service, then stores.</summary>
    public const string Register = "registration.set";

    /// <summary>Nothing to <see cref="RegistrationInfo"/>, or the fault <see cref="FaultCode.NotRegistered"/>.</summary>
    public const string GetRegistration = "registration.get";

    /// <summary>Nothing to <see cref="SettingsInForce"/>.</summary>
    public const string GetSettings = "settings.get";

    /// <summary><see cref="SettingChange"/> to <see cref="SettingResult"/>: all of the change or nothing.</summary>
    public const string ChangeSettings = "settings.change";

    /// <summary><see cref="ConnectRequest"/> to <see cref="AgentStatus"/>, with <see cref="Progress"/> on the way.</summary>
    public const string Connect = "presence.connect";

    /// <summary>Nothing to <see cref="AgentStatus"/>.</summary>
    public const string Disconnect = "presence.disconnect";

    /// <summary>Nothing to <see cref="AgentStatus"/>: tells the service the address now.</summary>
    public const string UpdateAddress = "presence.update";

    /// <summary>Nothing to <see cref="AgentStatus"/>.</summary>
    public const string GetStatus = "status.get";

    /// <summary>Nothing to an array of <see cref="DomainInfo"/>, as the service gives it now.</summary>
    public const string GetDomains = "domains.get";

    /// <summary>Nothing to <see cref="Service.ReleaseInfo"/>, as the service gives it now; no registration is needed.</summary>
    public const string GetRelease = "release.get";

    /// <summary><see cref="Service.RecordQuery"/> to <see cref="Service.RecordPage"/>, as the service gives it now.</summary>
    public const string GetRecords = "records.get";

    /// <summary><see cref="Service.RecordBatch"/> to <see cref="Service.RecordBatchResult"/>.</summary>
    public const string ChangeRecords = "records.change";

    /// <summary><see cref="ExportRequest"/> to <see cref="Configuration"/>.</summary>
    public const string ExportConfiguration = "configuration.export";

    /// <summary><see cref="ImportRequest"/> to <see cref="SettingResult"/>: all of the configuration or nothing.</summary>
    public const string ImportConfiguration = "configuration.import";

    /// <summary><see cref="EventRequest"/> to an array of <see cref="StatusEvent"/>.</summary>
    public const string GetEvents = "events.get";

    /// <summary><see cref="ResolveRequest"/> to <see cref="ResolveResult"/>.</summary>
    public const string Resolve = "dns.resolve";

    /// <summary><see cref="ProxyTestRequest"/> to <see cref="ProxyTestResult"/>: a proxy that does not work is a result, not a fault. Stores nothing.</summary>
    public const string TestProxy = "proxy.test";

    /// <summary><see cref="DomainTestRequest"/> to <see cref="DomainTestResult"/>, with <see cref="Progress"/> on the way: asks a domain's authoritative servers.</summary>
    public const string TestDomain = "domain.test";

    /// <summary><see cref="WebStartRequest"/> to <see cref="WebServerStatus"/>: starts the web server, or gives one that runs other ports; it is stored once it listens.</summary>
    public const string StartWebServer = "web.start";

    /// <summary>Nothing to <see cref="WebServerStatus"/>: stops the web server for good.</summary>
    public const string StopWebServer = "web.stop";

    /// <summary>Nothing to <see cref="WebServerStatus"/>.</summary>
    public const string GetWebServer = "web.status";

    /// <summary>A notification from the agent while a request is under way: <see cref="ProgressNote"/>.</summary>
    public const string Progress = "progress";
}
