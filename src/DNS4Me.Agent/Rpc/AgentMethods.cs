using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Agent.Dns;
using DNS4Me.Agent.DomainTest;
using DNS4Me.Local;

namespace DNS4Me.Agent.Rpc;

/// <summary>The methods of <see cref="AgentProtocol"/>: what each takes, does and gives.</summary>
/// <param name="agent">The engine.</param>
/// <param name="resolver">Asks DNS servers.</param>
/// <param name="info">The process.</param>
/// <param name="stop">Stops the agent, and ends when it has taken the domains offline.</param>
internal sealed class AgentMethods(IAgentApi agent, DnsResolver resolver, AgentInfo info, Func<Task> stop)
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("null").RootElement;

    /// <summary>By default the serializer takes null for any text, which no argument means.</summary>
    private static readonly AgentJson Tolerant = new(new JsonSerializerOptions(AgentJson.Default.Options) { RespectNullableAnnotations = true });

    /// <summary>A member that this agent does not know is the wish of a newer module: to do the rest of it would be to do something else.</summary>
    private static readonly AgentJson Strict = new(new JsonSerializerOptions(Tolerant.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow });

    private readonly DomainTester _tester = new(agent, new(resolver, TimeProvider.System), TimeProvider.System);

    /// <summary>Does what a request asks for.</summary>
    /// <returns>The result.</returns>
    /// <exception cref="RpcException">There is no such method, or the argument does not fit it.</exception>
    /// <exception cref="DNS4MeException">The method failed.</exception>
    public async Task<JsonElement> InvokeAsync(RpcRequest request, IProgress<ProgressNote> progress, CancellationToken cancellation)
    {
        switch (request.Method)
        {
            case AgentProtocol.Hello:
                return Result(Greet(Argument(request, Tolerant.HelloRequest)), AgentJson.Default.AgentInfo);
            case AgentProtocol.Stop:
                // Not cancelled by the client's leaving: whoever asks for the end and goes away has still asked for it.
                await stop().ConfigureAwait(false);
                return Nothing;
            case AgentProtocol.Register:
                return Result(await agent.RegisterAsync(Argument(request, Strict.RegisterRequest), cancellation).ConfigureAwait(false), AgentJson.Default.RegistrationInfo);
            case AgentProtocol.GetRegistration:
                return Result(agent.GetRegistration(), AgentJson.Default.RegistrationInfo);
            case AgentProtocol.GetSettings:
                return Result(new(agent.GetSettings(), agent.GetGoverned()), AgentJson.Default.SettingsInForce);
            case AgentProtocol.ChangeSettings:
                return Result(await agent.ChangeSettingsAsync(Argument(request, Strict.SettingChange), cancellation).ConfigureAwait(false), AgentJson.Default.SettingResult);
            case AgentProtocol.ExportConfiguration:
                return Result(await agent.ExportConfigurationAsync(Argument(request, Strict.ExportRequest), cancellation).ConfigureAwait(false), AgentJson.Default.Configuration);
            case AgentProtocol.ImportConfiguration:
                return Result(await agent.ImportConfigurationAsync(Argument(request, Strict.ImportRequest), cancellation).ConfigureAwait(false), AgentJson.Default.SettingResult);
            case AgentProtocol.TestProxy:
                return Result(await agent.TestProxyAsync(Argument(request, Strict.ProxyTestRequest), cancellation).ConfigureAwait(false), AgentJson.Default.ProxyTestResult);
            case AgentProtocol.StartWebServer:
                return Result(await agent.StartWebServerAsync(Argument(request, Strict.WebStartRequest), cancellation).ConfigureAwait(false), AgentJson.Default.WebServerStatus);
            case AgentProtocol.StopWebServer:
                return Result(await agent.StopWebServerAsync(cancellation).ConfigureAwait(false), AgentJson.Default.WebServerStatus);
            case AgentProtocol.GetWebServer:
                return Result(agent.GetWebServer(), AgentJson.Default.WebServerStatus);
            case AgentProtocol.Connect:
                return Result(await agent.ConnectAsync(Argument(request, Strict.ConnectRequest), progress, cancellation).ConfigureAwait(false), AgentJson.Default.AgentStatus);
            case AgentProtocol.Disconnect:
                return Result(await agent.DisconnectAsync(cancellation).ConfigureAwait(false), AgentJson.Default.AgentStatus);
            case AgentProtocol.UpdateAddress:
                return Result(await agent.UpdateAddressAsync(cancellation).ConfigureAwait(false), AgentJson.Default.AgentStatus);
            case AgentProtocol.GetStatus:
                return Result(agent.GetStatus(), AgentJson.Default.AgentStatus);
            case AgentProtocol.GetRelease:
                return Result(await agent.GetReleaseAsync(cancellation).ConfigureAwait(false), AgentJson.Default.ReleaseInfo);
            case AgentProtocol.GetDomains:
                return Result(await agent.GetDomainsAsync(cancellation).ConfigureAwait(false), AgentJson.Default.IReadOnlyListDomainInfo);
            case AgentProtocol.GetRecords:
                return Result(await agent.GetRecordsAsync(Argument(request, Strict.RecordQuery), cancellation).ConfigureAwait(false), AgentJson.Default.RecordPage);
            case AgentProtocol.ChangeRecords:
                return Result(await agent.ChangeRecordsAsync(Argument(request, Strict.RecordBatch), cancellation).ConfigureAwait(false), AgentJson.Default.RecordBatchResult);
            case AgentProtocol.GetEvents:
                return Result(await agent.GetEventsAsync(Argument(request, Strict.EventRequest), cancellation).ConfigureAwait(false), AgentJson.Default.IReadOnlyListStatusEvent);
            case AgentProtocol.Resolve:
                return Result(await resolver.ResolveAsync(Argument(request, Strict.ResolveRequest), cancellation).ConfigureAwait(false), AgentJson.Default.ResolveResult);
            case AgentProtocol.TestDomain:
                return Result(await _tester.TestAsync(Argument(request, Strict.DomainTestRequest), progress, cancellation).ConfigureAwait(false), AgentJson.Default.DomainTestResult);
            default:
                throw new RpcException(RpcError.MethodNotFound, "The agent has no such method.");
        }
    }

    private AgentInfo Greet(HelloRequest hello) => hello.Protocol >= AgentProtocol.OldestVersion && (hello.OldestProtocol ?? hello.Protocol) <= AgentProtocol.Version
        ? info
        : throw new DNS4MeException(Faults.AgentVersion(info.Version!, hello.ModuleVersion));

    private static T Argument<T>(RpcRequest request, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return request.Params?.Deserialize(type) ?? throw new RpcException(RpcError.InvalidParams, $"{request.Method} takes an argument.");
        }
        catch (JsonException e)
        {
            // The exception's own words may hold what was sent; its path is of names and numbers.
            throw new RpcException(RpcError.InvalidParams, $"The argument of {request.Method} does not fit at {e.Path ?? "$"}.");
        }
    }

    private static JsonElement Result<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(value, type);
}
