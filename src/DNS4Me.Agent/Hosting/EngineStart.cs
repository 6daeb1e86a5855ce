using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>Starts the engine of a home.</summary>
/// <exception cref="DNS4MeException">It cannot be started.</exception>
internal delegate Task<TEngine> EngineStart<TEngine>(AgentHome home, AgentStartReason reason)
    where TEngine : IAgentApi, IAsyncDisposable;
