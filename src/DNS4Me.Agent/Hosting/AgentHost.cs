using DNS4Me.Agent.Dns;
using DNS4Me.Agent.Rpc;
using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>An agent that serves its home: the lock, the endpoint, the engine and the server of requests, opened in this order and closed in the opposite one.</summary>
internal sealed class AgentHost : IAsyncDisposable
{
    private readonly TaskCompletionSource _stopRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HomeLock _lock;
    private readonly AgentEndpoint _endpoint;
    private readonly IAgentApi _engine;
    private readonly RpcServer _server;
    private readonly AgentWatch _watch;
    private int _closing;

    private AgentHost(HomeLock homeLock, AgentEndpoint endpoint, IAgentApi engine, AgentInfo info, TimeProvider time)
    {
        (_lock, _endpoint, _engine) = (homeLock, endpoint, engine);
        _server = new(endpoint, new(engine, new DnsResolver(time), info, StopAsync), Faults.AgentRefused(info.Endpoint, info.Scope), time);
        _watch = new(time, () => homeLock.IsInPlace, () => info.StartReason == AgentStartReason.Command && engine.IsIdle && !_server.HasClients, RequestStop);
    }

    /// <summary>Starts an agent in this process. Once this ends, clients are served.</summary>
    /// <exception cref="DNS4MeException">It cannot be; everything is closed again.</exception>
    public static async Task<AgentHost> StartAsync<TEngine>(AgentHome home, AgentStartReason reason, TimeProvider time, EngineStart<TEngine> start)
        where TEngine : IAgentApi, IAsyncDisposable
    {
        PrivateFolder.PrepareHome(home);
        var homeLock = await HomeLock.TakeAsync(home, time).ConfigureAwait(false);
        AgentEndpoint? endpoint = null;
        try
        {
            // Open before the engine acts on anything: an agent that nobody can speak to must not go online.
            endpoint = AgentEndpoint.Open(home);
            var engine = await start(home, reason).ConfigureAwait(false);
            return new(homeLock, endpoint, engine, Describe(home, reason, time), time);
        }
        catch
        {
            endpoint?.Dispose();
            homeLock.Dispose();
            throw;
        }
    }

    /// <summary>Ends when somebody wants the agent to stop.</summary>
    public Task StopRequested => _stopRequested.Task;

    /// <summary>Ends once the engine has taken a turn, which one that hangs does not.</summary>
    public Task ProbeAsync(CancellationToken cancellation) => _engine.ProbeAsync(cancellation);

    /// <summary>Wants the agent to stop; <see cref="DisposeAsync"/> does it.</summary>
    public void RequestStop() => _stopRequested.TrySetResult();

    /// <summary>Takes the domains offline, tells those who asked for that, and closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closing, 1) == 1)
        {
            return;
        }

        _watch.Dispose();
        await _engine.StopAsync().ConfigureAwait(false);

        // From here on the home is the next agent's to take; whoever is told that this one has stopped may start it at once.
        await _server.StopAcceptingAsync().ConfigureAwait(false);
        _endpoint.Dispose();
        _lock.Leave();
        _stopped.TrySetResult();

        await _server.DisposeAsync().ConfigureAwait(false);
        await ((IAsyncDisposable)_engine).DisposeAsync().ConfigureAwait(false);
        _lock.Dispose();
    }

    private static AgentInfo Describe(AgentHome home, AgentStartReason reason, TimeProvider time) => new()
    {
        Running = true,
        Scope = home.Scope,
        ProcessId = Environment.ProcessId,
        Version = AgentVersion.Text,
        Started = time.GetUtcNow(),
        StartReason = reason,
        Home = home.Folder,
        Endpoint = home.Endpoint,
    };

    private Task StopAsync()
    {
        RequestStop();
        return _stopped.Task;
    }
}
