using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DNS4Me.Agent.Hosting;

/// <summary>Who is at the other end of a Unix socket, as of when the connection was made.</summary>
[UnsupportedOSPlatform("windows")]
internal static class PeerCredentials
{
    // Linux: SOL_SOCKET, SO_PEERCRED and struct ucred (process, user, group), SO_PEERGROUPS.
    private const int SocketLevel = 1;
    private const int PeerCredential = 17;
    private const int PeerGroups = 59;

    // macOS: SOL_LOCAL, LOCAL_PEERCRED and struct xucred (version, user, count, 16 groups).
    private const int LocalLevel = 0;
    private const int LocalPeerCredential = 1;
    private const int CountIndex = 2;
    private const int GroupsIndex = 3;
    private const int MostLocalGroups = 16;

    private const int UsualGroups = 64;

    /// <summary>linux/limits.h, NGROUPS_MAX.</summary>
    private const int MostGroups = 65536;

    /// <summary>The user; null when the system does not say.</summary>
    public static uint? UserOf(Socket client)
    {
        if (OperatingSystem.IsMacOS())
        {
            return Libc.GetPeer(client.SafeHandle, out var user, out _) == 0 ? user : null;
        }

        Span<uint> credentials = stackalloc uint[3];
        return TryRead(client, SocketLevel, PeerCredential, credentials) == credentials.Length ? credentials[1] : null;
    }

    /// <summary>Whether a group is the client's own or one of its others; false when the system does not say.</summary>
    public static bool IsInGroup(Socket client, uint group)
    {
        if (OperatingSystem.IsMacOS())
        {
            Span<uint> local = stackalloc uint[GroupsIndex + MostLocalGroups];
            return TryRead(client, LocalLevel, LocalPeerCredential, local) > GroupsIndex
                && local.Slice(GroupsIndex, Math.Min((int)(ushort)local[CountIndex], MostLocalGroups)).Contains(group);
        }

        Span<uint> credentials = stackalloc uint[3];
        if (TryRead(client, SocketLevel, PeerCredential, credentials) == credentials.Length && credentials[2] == group)
        {
            return true;
        }

        Span<uint> others = stackalloc uint[UsualGroups];
        var count = TryRead(client, SocketLevel, PeerGroups, others);
        if (count is null)
        {
            // Too many for the usual space, or none at all.
            others = new uint[MostGroups];
            count = TryRead(client, SocketLevel, PeerGroups, others);
        }

        return count is { } known && others[..known].Contains(group);
    }

    /// <summary>Reads an option of a socket.</summary>
    /// <returns>How many numbers it has; null when the system does not say.</returns>
    private static int? TryRead(Socket client, int level, int option, Span<uint> numbers)
    {
        try
        {
            return client.GetRawSocketOption(level, option, MemoryMarshal.AsBytes(numbers)) / sizeof(uint);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
