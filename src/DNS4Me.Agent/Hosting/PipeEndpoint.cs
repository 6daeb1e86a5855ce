using System.IO.Pipes;
using System.Runtime.Versioning;
using DNS4Me.Agent.Hosting.Windows;
using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>A named pipe: Windows' way. The system itself keeps all users away from it but the agent's own, or from the machine's all but administrators.</summary>
[SupportedOSPlatform("windows")]
internal sealed class PipeEndpoint : AgentEndpoint
{
    private const PipeOptions Options = PipeOptions.Asynchronous;
    private readonly string _name;
    private readonly AgentScope _scope;
    private NamedPipeServerStream _next;

    public PipeEndpoint(AgentHome home)
    {
        (_name, _scope) = (home.Endpoint, home.Scope);
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

    private NamedPipeServerStream CreateInstance() => NamedPipeServerStreamAcl.Create(
        _name, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, Options, 0, 0,
        _scope == AgentScope.Machine ? WindowsAccess.OfPipe() : WindowsAccess.OfUserPipe());
}
