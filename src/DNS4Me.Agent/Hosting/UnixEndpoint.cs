using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>A Unix socket of mode 0600 in a folder of mode 0700. Only the agent's own user and root may speak.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixEndpoint : AgentEndpoint
{
    private const uint Root = 0;

    // Linux: SOL_SOCKET, SO_PEERCRED and struct ucred (process, user, group).
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    private readonly Socket _socket;
    private readonly uint _owner = Libc.GetEffectiveUserId();

    private UnixEndpoint(Socket socket) => _socket = socket;

    /// <summary>Opens the socket of a home whose lock the caller holds: a socket file that is there was left by an agent that is gone.</summary>
    /// <exception cref="DNS4MeException">The socket cannot be opened.</exception>
    public static UnixEndpoint Listen(AgentHome home)
    {
        var folder = Path.GetDirectoryName(home.Endpoint)!;
        if (folder != home.Folder)
        {
            PrivateFolder.PrepareShared(folder, home.Folder);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(home.Endpoint);
            socket.Bind(new UnixDomainSocketEndPoint(home.Endpoint));
            File.SetUnixFileMode(home.Endpoint, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen();
            return new(socket);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new DNS4MeException(Faults.AgentStartFailed(home.Folder, $"'{home.Endpoint}' could not be opened: {e.Message}"), e);
        }
    }

    /// <inheritdoc/>
    public override async Task<AgentPeer> AcceptAsync(CancellationToken cancellation)
    {
        try
        {
            var client = await _socket.AcceptAsync(cancellation).ConfigureAwait(false);
            return new(new NetworkStream(client, ownsSocket: true), MaySpeak(client));
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>The framework removes the file of a socket that it bound.</summary>
    protected override void Dispose(bool disposing) => _socket.Dispose();

    private bool MaySpeak(Socket client) => UserOf(client) is { } user && (user == _owner || user == Root);

    /// <summary>The user that a client ran as when it connected; null when the system does not say.</summary>
    private static uint? UserOf(Socket client)
    {
        if (OperatingSystem.IsMacOS())
        {
            return Libc.GetPeer(client.SafeHandle, out var user, out _) == 0 ? user : null;
        }

        Span<uint> credentials = stackalloc uint[3];
        try
        {
            var length = client.GetRawSocketOption(SocketLevel, PeerCredentials, MemoryMarshal.AsBytes(credentials));
            return length == credentials.Length * sizeof(uint) ? credentials[1] : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
