using System.IO.Pipes;
using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>A named pipe: Windows' way. The system itself keeps all users but the agent's own away from it.</summary>
internal sealed class PipeEndpoint : AgentEndpoint
{
    private readonly string _name;
    private NamedPipeServerStream _next;

    public PipeEndpoint(AgentHome home)
    {
        _name = home.Endpoint;
        try
        {
            _next = CreateInstance();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.AgentStartFailed(home.Folder, e.Message), e);
        }
    }

    /// <inheritdoc/>
    public override async Task<AgentPeer> AcceptAsync(CancellationToken cancellation)
    {
        await _next.WaitForConnectionAsync(cancellation).ConfigureAwait(false);
        var connected = _next;
        try
        {
            // At once: a client that comes while there is no instance finds no pipe.
            _next = CreateInstance();
        }
        catch
        {
            connected.Disconnect();
            throw;
        }

        return new(connected, MaySpeak: true);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _next.Dispose();

    private NamedPipeServerStream CreateInstance()
        => new(_name, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
}
