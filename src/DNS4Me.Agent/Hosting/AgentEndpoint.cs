using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>Where clients reach the agent. Closing it ends a wait for the next one, and leaves those who are connected alone.</summary>
internal abstract class AgentEndpoint : IDisposable
{
    /// <summary>Opens a home's endpoint; whoever calls holds the home's lock.</summary>
    /// <exception cref="DNS4MeException">It cannot be opened.</exception>
    public static AgentEndpoint Open(AgentHome home) => OperatingSystem.IsWindows() ? new PipeEndpoint(home) : UnixEndpoint.Listen(home);

    /// <summary>Waits for the next client.</summary>
    /// <exception cref="IOException">A client was lost on the way, or the system is short of something. Another may come.</exception>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public abstract Task<AgentPeer> AcceptAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the endpoint and removes what is left of it in the file system.</summary>
    protected abstract void Dispose(bool disposing);
}
