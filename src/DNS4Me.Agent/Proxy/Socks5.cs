using System.Buffers.Binary;
using System.Text;

namespace DNS4Me.Agent.Proxy;

/// <summary>The handshake of SOCKS5 (RFC 1928), with a user ID and password where the proxy wants them (RFC 1929).</summary>
internal static class Socks5
{
    /// <summary>The version that requests and replies begin with.</summary>
    public const byte Version = 5;

    private const byte PasswordVersion = 1;
    private const byte NoAuthentication = 0;
    private const byte UserNamePassword = 2;
    private const byte NoneAcceptable = 0xFF;
    private const byte Connect = 1;
    private const byte IPv4Address = 1;
    private const byte DomainName = 3;
    private const byte IPv6Address = 4;
    private const byte Succeeded = 0;

    /// <summary>Asks a proxy to open the way to a target.</summary>
    /// <param name="proxy">The connection to it.</param>
    /// <param name="target">The target; a name is the proxy's to resolve.</param>
    /// <param name="userId">The user ID; empty for none.</param>
    /// <param name="password">The password; empty for none.</param>
    /// <param name="cancellation">Ends the handshake.</param>
    /// <exception cref="SocksException">It did not.</exception>
    public static async Task OpenAsync(Stream proxy, SocksTarget target, string userId, string password, CancellationToken cancellation)
    {
        await AuthenticateAsync(proxy, userId, password, cancellation).ConfigureAwait(false);
        await SocksStream.WriteAsync(proxy, Request(target), SocksFailure.TargetRefused, cancellation).ConfigureAwait(false);
        var head = new byte[4];
        await SocksStream.ReadAsync(proxy, head, SocksFailure.TargetRefused, cancellation).ConfigureAwait(false);
        if (head[0] != Version)
        {
            throw new SocksException(SocksFailure.NotSocks, $"its reply begins with 0x{head[0]:x2}");
        }

        if (head[1] != Succeeded)
        {
            throw new SocksException(SocksFailure.TargetRefused, Reason(head[1]));
        }

        // The address that the proxy speaks from is of no use here, but stands before the target's own words.
        var length = head[3] switch
        {
            IPv4Address => 4,
            IPv6Address => 16,
            DomainName => await ReadOctetAsync(proxy, cancellation).ConfigureAwait(false),
            _ => throw new SocksException(SocksFailure.NotSocks, $"its reply has an address of type {head[3]}"),
        };
        await SocksStream.ReadAsync(proxy, new byte[length + sizeof(ushort)], SocksFailure.TargetRefused, cancellation).ConfigureAwait(false);
    }

    private static async Task AuthenticateAsync(Stream proxy, string userId, string password, CancellationToken cancellation)
    {
        var hasPassword = userId.Length > 0;
        byte[] greeting = hasPassword ? [Version, 2, NoAuthentication, UserNamePassword] : [Version, 1, NoAuthentication];
        await SocksStream.WriteAsync(proxy, greeting, SocksFailure.Closed, cancellation).ConfigureAwait(false);
        var choice = new byte[2];
        await SocksStream.ReadAsync(proxy, choice.AsMemory(0, 1), SocksFailure.Closed, cancellation).ConfigureAwait(false);
        if (choice[0] != Version)
        {
            throw SocksStream.Unexpected(choice[0], Socks4.ReplyVersion, ProxyType.Socks4);
        }

        await SocksStream.ReadAsync(proxy, choice.AsMemory(1), SocksFailure.NotSocks, cancellation).ConfigureAwait(false);
        switch (choice[1])
        {
            case NoAuthentication:
                return;
            case UserNamePassword when hasPassword:
                await SendPasswordAsync(proxy, userId, password, cancellation).ConfigureAwait(false);
                return;
            case NoneAcceptable:
                throw new SocksException(SocksFailure.AuthenticationRefused, hasPassword ? "it accepts no user ID and password" : "it wants a user ID and password");
            default:
                throw new SocksException(SocksFailure.NotSocks, $"it chose a way to log on that was not offered ({choice[1]})");
        }
    }

    private static async Task SendPasswordAsync(Stream proxy, string userId, string password, CancellationToken cancellation)
    {
        using var request = new MemoryStream();
        request.WriteByte(PasswordVersion);
        WriteText(request, userId);
        WriteText(request, password);
        await SocksStream.WriteAsync(proxy, request.ToArray(), SocksFailure.AuthenticationRefused, cancellation).ConfigureAwait(false);
        var answer = new byte[2];
        await SocksStream.ReadAsync(proxy, answer, SocksFailure.AuthenticationRefused, cancellation).ConfigureAwait(false);
        if (answer[1] != Succeeded)
        {
            throw new SocksException(SocksFailure.AuthenticationRefused, "it does not accept the user ID and password");
        }
    }

    private static byte[] Request(SocksTarget target)
    {
        using var request = new MemoryStream();
        request.Write([Version, Connect, 0]);
        if (target.Address is { } address)
        {
            request.WriteByte(address.Family() == IPFamily.IPv4 ? IPv4Address : IPv6Address);
            request.Write(address.GetAddressBytes());
        }
        else
        {
            request.WriteByte(DomainName);
            WriteText(request, target.Host);
        }

        Span<byte> port = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(port, (ushort)target.Port);
        request.Write(port);
        return request.ToArray();
    }

    private static void WriteText(MemoryStream request, string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        request.WriteByte(checked((byte)octets.Length));
        request.Write(octets);
    }

    private static async Task<int> ReadOctetAsync(Stream proxy, CancellationToken cancellation)
    {
        var octet = new byte[1];
        await SocksStream.ReadAsync(proxy, octet, SocksFailure.TargetRefused, cancellation).ConfigureAwait(false);
        return octet[0];
    }

    /// <summary>RFC 1928, section 6.</summary>
    private static string Reason(byte reply) => reply switch
    {
        1 => "it failed",
        2 => "its rules do not allow it",
        3 => "the network cannot be reached from it",
        4 => "the host cannot be reached from it, or has an unknown name",
        5 => "the target refused the connection",
        6 => "the connection took too many hops",
        7 => "it does not open connections",
        8 => "it does not take this kind of address",
        _ => $"its answer is {reply}",
    };
}
