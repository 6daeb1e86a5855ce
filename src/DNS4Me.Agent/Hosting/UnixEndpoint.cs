using System.Net.Sockets;
using System.Runtime.Versioning;
using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>
/// A Unix socket. A user's is of mode 0600 in a folder of mode 0700: the agent's own user and root alone may speak. The machine's is of mode 0660 in a folder
/// of mode 0750, both the group's, whose members may speak too.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixEndpoint : AgentEndpoint
{
    private const uint Root = 0;

    private const UnixFileMode OwnerMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode GroupMode = OwnerMode | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Of the name that the socket has until it is ready. It is no longer than the real one's, which may be as long as a socket's can be.</summary>
    private const string NewExtension = ".new";

    private readonly Socket _socket;
    private readonly string _path;
    private readonly FileStatus? _file;
    private readonly uint _owner = Libc.GetEffectiveUserId();

    private readonly uint? _group;

    private UnixEndpoint(Socket socket, string path, uint? group)
        => (_socket, _path, _file, _group) = (socket, path, FileStatus.OfPath(path, followLinks: false), group);

    /// <summary>Opens the socket of a home whose lock the caller holds: a socket file that is there was left by an agent that is gone.</summary>
    /// <exception cref="DNS4MeException">The socket cannot be opened.</exception>
    public static UnixEndpoint Listen(AgentHome home)
    {
        var group = home.Scope == AgentScope.Machine ? UnixGroup.IdOf(MachineService.Account) : null;
        var folder = Path.GetDirectoryName(home.Endpoint)!;
        if (home.Scope == AgentScope.Machine)
        {
            PrivateFolder.PrepareRuntime(folder, home.Folder, group);
        }
        else if (folder != home.Folder)
        {
            PrivateFolder.PrepareShared(folder, home.Folder);
        }

        // The framework removes the file of the name that it bound, even if it is another agent's by now, as in a home that was removed and made anew. So it binds another one.
        var unready = Path.ChangeExtension(home.Endpoint, NewExtension);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(unready);
            socket.Bind(new UnixDomainSocketEndPoint(unready));
            if (group is { } members)
            {
                UnixGroup.Give(unready, members);
            }

            File.SetUnixFileMode(unready, group is null ? OwnerMode : GroupMode);
            socket.Listen();
            File.Move(unready, home.Endpoint, overwrite: true);
            return new(socket, home.Endpoint, group);
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

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_file is { } ours && FileStatus.OfPath(_path, followLinks: false) is { } there && there.IsSameFile(ours))
        {
            File.Delete(_path);
        }

        _socket.Dispose();
    }

    private bool MaySpeak(Socket client)
        => PeerCredentials.UserOf(client) is { } user && (user == _owner || user == Root || (_group is { } group && PeerCredentials.IsInGroup(client, group)));
}
