using DNS4Me;
using DNS4Me.Agent;
using DNS4Me.Agent.Hosting;
using DNS4Me.Local;

return await AgentCommand.InvokeAsync(args, (_, _) => Task.FromResult(new EngineToCome())).ConfigureAwait(false);

/// <summary>Stands where the engine goes, so that the process can be started and stopped before there is one. It does nothing else.</summary>
internal sealed class EngineToCome : IAgentApi, IAsyncDisposable
{
    public Task<RegistrationInfo> RegisterAsync(RegisterRequest request, CancellationToken cancellation) => throw new NotSupportedException();

    public RegistrationInfo GetRegistration() => throw new NotSupportedException();

    public AgentSettings GetSettings() => throw new NotSupportedException();

    public Task<AgentSettings> ChangeSettingsAsync(SettingChange change, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<AgentStatus> ConnectAsync(ConnectRequest request, IProgress<ProgressNote> progress, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<AgentStatus> DisconnectAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<AgentStatus> UpdateAddressAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public AgentStatus GetStatus() => throw new NotSupportedException();

    public Task<IReadOnlyList<DomainInfo>> GetDomainsAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<StatusEvent>> GetEventsAsync(EventRequest request, CancellationToken cancellation) => throw new NotSupportedException();

    public Task StopAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
