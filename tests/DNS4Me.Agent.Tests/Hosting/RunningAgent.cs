using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Tests.Rpc;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Hosting;

/// <summary>An agent in the test's own process, on a real endpoint, with an engine that a test commands.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private readonly TestHome _home;
    private readonly AgentHost _host;

    private RunningAgent(TestHome home, FakeAgent engine, AgentHost host) => (_home, Engine, _host) = (home, engine, host);

    public FakeAgent Engine { get; }

    public AgentHost Host => _host;

    public AgentHome Home => _home.Home;

    public static async Task<RunningAgent> StartAsync(FakeAgent? engine = null, TimeProvider? time = null, int homeLength = 0)
    {
        var home = new TestHome(homeLength);
        engine ??= new();
        var host = await AgentHost.StartAsync(home.Home, AgentStartReason.Command, time ?? TimeProvider.System, (_, _) => Task.FromResult(engine));
        return new(home, engine, host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _home.Dispose();
    }
}
