using System.Text.Json;
using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.PowerShell.Client;

/// <summary>The agent's methods, typed.</summary>
internal static class AgentCalls
{
    /// <summary>How much longer than the time given to the agent its answer is waited for: the agent knows the nearer reason.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public static Task<AgentStatus> GetStatusAsync(this AgentConnection agent, CancellationToken cancellation)
        => agent.CallAsync(AgentProtocol.GetStatus, AgentJson.Default.AgentStatus, cancellation);

    public static Task<SettingsInForce> GetSettingsAsync(this AgentConnection agent, CancellationToken cancellation)
        => agent.CallAsync(AgentProtocol.GetSettings, AgentJson.Default.SettingsInForce, cancellation);

    public static Task<RegistrationInfo> GetRegistrationAsync(this AgentConnection agent, CancellationToken cancellation)
        => agent.CallAsync(AgentProtocol.GetRegistration, AgentJson.Default.RegistrationInfo, cancellation);

    public static Task<ReleaseInfo> GetReleaseAsync(this AgentConnection agent, CancellationToken cancellation)
        => agent.CallAsync(AgentProtocol.GetRelease, AgentJson.Default.ReleaseInfo, cancellation);

    public static Task<IReadOnlyList<DomainInfo>> GetDomainsAsync(this AgentConnection agent, CancellationToken cancellation)
        => agent.CallAsync(AgentProtocol.GetDomains, AgentJson.Default.IReadOnlyListDomainInfo, cancellation);

    public static Task<RecordPage> GetRecordsAsync(this AgentConnection agent, RecordQuery query, TimeSpan deadline, CancellationToken cancellation)
        => agent.CallAsync(AgentProtocol.GetRecords, JsonSerializer.Serialize(query, AgentJson.Default.RecordQuery), AgentJson.Default.RecordPage, deadline, null, cancellation);

    public static Task<RecordPage> GetRecordsAsync(this AgentConnection agent, RecordQuery query, CancellationToken cancellation)
        => agent.GetRecordsAsync(query, AgentProtocol.LongestRecordRequest + Grace, cancellation);

    public static Task<RecordBatchResult> ChangeRecordsAsync(this AgentConnection agent, RecordBatch batch, CancellationToken cancellation)
        => agent.CallAsync(
            AgentProtocol.ChangeRecords,
            JsonSerializer.Serialize(batch, AgentJson.Default.RecordBatch),
            AgentJson.Default.RecordBatchResult,
            AgentProtocol.LongestRecordRequest + Grace,
            null,
            cancellation);

    public static Task<AgentStatus> DisconnectAsync(this AgentConnection agent, CancellationToken cancellation)
        => agent.CallAsync(AgentProtocol.Disconnect, AgentJson.Default.AgentStatus, cancellation);

    public static Task<AgentStatus> UpdateAddressAsync(this AgentConnection agent, CancellationToken cancellation)
        => agent.CallAsync(AgentProtocol.UpdateAddress, AgentJson.Default.AgentStatus, cancellation);

    public static Task StopAsync(this AgentConnection agent, CancellationToken cancellation)
        => agent.CallAsync(AgentProtocol.Stop, cancellation);

    public static Task<RegistrationInfo> RegisterAsync(this AgentConnection agent, RegisterRequest request, Action<ProgressNote> progress, CancellationToken cancellation)
        => agent.CallAsync(
            AgentProtocol.Register, JsonSerializer.Serialize(request, AgentJson.Default.RegisterRequest), AgentJson.Default.RegistrationInfo, AgentConnection.UsualDeadline, progress, cancellation);

    public static Task<SettingResult> ChangeSettingsAsync(this AgentConnection agent, SettingChange change, CancellationToken cancellation)
        => agent.CallAsync(
            AgentProtocol.ChangeSettings, JsonSerializer.Serialize(change, AgentJson.Default.SettingChange), AgentJson.Default.SettingResult, AgentConnection.UsualDeadline, null, cancellation);

    public static Task<Configuration> ExportConfigurationAsync(this AgentConnection agent, ExportRequest request, CancellationToken cancellation)
        => agent.CallAsync(
            AgentProtocol.ExportConfiguration, JsonSerializer.Serialize(request, AgentJson.Default.ExportRequest), AgentJson.Default.Configuration, AgentConnection.UsualDeadline, null, cancellation);

    public static Task<SettingResult> ImportConfigurationAsync(this AgentConnection agent, ImportRequest request, CancellationToken cancellation)
        => agent.CallAsync(
            AgentProtocol.ImportConfiguration, JsonSerializer.Serialize(request, AgentJson.Default.ImportRequest), AgentJson.Default.SettingResult, AgentConnection.UsualDeadline, null, cancellation);

    public static Task<WebServerStatus> StartWebServerAsync(this AgentConnection agent, WebStartRequest request, CancellationToken cancellation)
        => agent.CallAsync(
            AgentProtocol.StartWebServer, JsonSerializer.Serialize(request, AgentJson.Default.WebStartRequest), AgentJson.Default.WebServerStatus, AgentConnection.UsualDeadline, null, cancellation);

    public static Task<WebServerStatus> StopWebServerAsync(this AgentConnection agent, CancellationToken cancellation)
        => agent.CallAsync(AgentProtocol.StopWebServer, AgentJson.Default.WebServerStatus, cancellation);

    public static Task<WebServerStatus> GetWebServerAsync(this AgentConnection agent, CancellationToken cancellation)
        => agent.CallAsync(AgentProtocol.GetWebServer, AgentJson.Default.WebServerStatus, cancellation);

    public static Task<AgentStatus> ConnectAsync(this AgentConnection agent, ConnectRequest request, Action<ProgressNote> progress, CancellationToken cancellation)
        => agent.CallAsync(
            AgentProtocol.Connect, JsonSerializer.Serialize(request, AgentJson.Default.ConnectRequest), AgentJson.Default.AgentStatus, request.Timeout + Grace, progress, cancellation);

    public static Task<IReadOnlyList<StatusEvent>> GetEventsAsync(this AgentConnection agent, EventRequest request, CancellationToken cancellation)
        => agent.CallAsync(
            AgentProtocol.GetEvents, JsonSerializer.Serialize(request, AgentJson.Default.EventRequest), AgentJson.Default.IReadOnlyListStatusEvent, request.Wait + Grace, null, cancellation);

    public static Task<ResolveResult> ResolveAsync(this AgentConnection agent, ResolveRequest request, CancellationToken cancellation)
        => agent.CallAsync(
            AgentProtocol.Resolve, JsonSerializer.Serialize(request, AgentJson.Default.ResolveRequest), AgentJson.Default.ResolveResult, request.Timeout + Grace, null, cancellation);

    public static Task<DomainTestResult> TestDomainAsync(this AgentConnection agent, DomainTestRequest request, Action<ProgressNote> progress, CancellationToken cancellation)
        => agent.CallAsync(
            AgentProtocol.TestDomain, JsonSerializer.Serialize(request, AgentJson.Default.DomainTestRequest), AgentJson.Default.DomainTestResult, request.Timeout + Grace, progress, cancellation);

    public static Task<ProxyTestResult> TestProxyAsync(this AgentConnection agent, ProxyTestRequest request, CancellationToken cancellation)
        => agent.CallAsync(
            AgentProtocol.TestProxy, JsonSerializer.Serialize(request, AgentJson.Default.ProxyTestRequest), AgentJson.Default.ProxyTestResult, request.Timeout + Grace, null, cancellation);
}
