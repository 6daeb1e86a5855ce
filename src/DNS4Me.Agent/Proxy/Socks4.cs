using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace DNS4Me.Agent.Proxy;

/// <summary>The handshake of SOCKS4 ("SOCKS: A protocol for TCP proxy across firewalls", Ying-Da Lee) and of SOCKS4A, its extension for names.</summary>
internal static class Socks4
{
    /// <summary>The version that replies begin with, which is not the one of requests.</summary>
    public const byte ReplyVersion = 0;

    private const byte Version = 4;
    private const byte Connect = 1;
    private const byte Granted = 90;
    private const byte Rejected = 91;
    private const byte NoIdentd = 92;
    private const byte OtherUser = 93;
    private const int ReplyLength = 8;

    /// <summary>What stands for an address where a name follows (SOCKS4A): 0.0.0.x, x not 0.</summary>
    private static readonly IPAddress NameFollows = new([0, 0, 0, 1]);

    /// <summary>Asks a proxy to open the way to a target.</summary>
    /// <param name="proxy">The connection to it.</param>
    /// <param name="target">The target; for SOCKS4 an IPv4 address.</param>
    /// <param name="userId">The user ID; empty for none.</param>
    /// <param name="names">Whether the proxy takes names (SOCKS4A).</param>
    /// <param name="cancellation">Ends the handshake.</param>
    /// <exception cref="SocksException">It did not.</exception>
    public static async Task OpenAsync(Stream proxy, SocksTarget target, string userId, bool names, CancellationToken cancellation)
    {
        await SocksStream.WriteAsync(proxy, Request(target, userId, names), SocksFailure.Closed, cancellation).ConfigureAwait(false);
        var reply = new byte[ReplyLength];
        await SocksStream.ReadAsync(proxy, reply.AsMemory(0, 1), SocksFailure.Closed, cancellation).ConfigureAwait(false);
        if (reply[0] != ReplyVersion)
        {
            throw SocksStream.Unexpected(reply[0], Socks5.Version, ProxyType.Socks5);
        }

        await SocksStream.ReadAsync(proxy, reply.AsMemory(1), SocksFailure.NotSocks, cancellation).ConfigureAwait(false);
        switch (reply[1])
        {
            case Granted:
                return;
            case Rejected:
                throw new SocksException(SocksFailure.TargetRefused, "it rejected the request or failed to connect");
            case NoIdentd or OtherUser:
                throw new SocksException(SocksFailure.AuthenticationRefused, "it does not accept the user ID");
            default:
                throw new SocksException(SocksFailure.NotSocks, $"it answered {reply[1]}");
        }
    }

    private static byte[] Request(SocksTarget target, string userId, bool names)
    {
        var address = target.Address?.Family() == IPFamily.IPv4 ? target.Address : null;
        if (address is null && !names)
        {
            throw new SocksException(SocksFailure.TargetUnnamable, $"SOCKS4 takes IPv4 addresses only, not '{target.Host}'");
        }

        using var request = new MemoryStream();
        request.WriteByte(Version);
        request.WriteByte(Connect);
        Span<byte> port = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(port, (ushort)target.Port);
        request.Write(port);
        request.Write((address ?? NameFollows).GetAddressBytes());
        request.Write(Encoding.UTF8.GetBytes(userId));
        request.WriteByte(0);
        if (address is null)
        {
            request.Write(Encoding.ASCII.GetBytes(target.Host));
            request.WriteByte(0);
        }

        return request.ToArray();
    }
}
