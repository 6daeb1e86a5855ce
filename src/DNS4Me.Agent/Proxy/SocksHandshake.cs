namespace DNS4Me.Agent.Proxy;

/// <summary>The handshake of whichever kind a proxy is.</summary>
internal static class SocksHandshake
{
    /// <summary>Asks a proxy to open the way to a target.</summary>
    /// <exception cref="SocksException">It did not.</exception>
    public static Task OpenAsync(Stream proxy, SocksTarget target, ProxyAccess access, CancellationToken cancellation) => access.Setting.Type switch
    {
        ProxyType.Socks4 => Socks4.OpenAsync(proxy, target, access.Setting.UserId, names: false, cancellation),
        ProxyType.Socks4A => Socks4.OpenAsync(proxy, target, access.Setting.UserId, names: true, cancellation),
        _ => Socks5.OpenAsync(proxy, target, access.Setting.UserId, access.Password, cancellation),
    };

    /// <summary>
    /// Asks a proxy in the other version why it closed the connection without an answer. Neither the user ID nor the password is sent.
    /// </summary>
    /// <param name="proxy">A connection of its own.</param>
    /// <param name="target">The target.</param>
    /// <param name="tried">What it did not answer to.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What that says; null when it does not speak the other version either.</returns>
    public static async Task<SocksException?> FindAsync(Stream proxy, SocksTarget target, ProxyType tried, CancellationToken cancellation)
    {
        try
        {
            await (tried == ProxyType.Socks5
                ? Socks4.OpenAsync(proxy, target, "", names: true, cancellation)
                : Socks5.OpenAsync(proxy, target, "", "", cancellation)).ConfigureAwait(false);
        }
        catch (SocksException e) when (e.Failure == SocksFailure.TargetRefused && tried != ProxyType.Socks5)
        {
            // In version 4 the target is named at once: one that cannot be reached may be the reason too, as it is with ssh.
            return e;
        }
        catch (SocksException e) when (e.Failure is not (SocksFailure.AuthenticationRefused or SocksFailure.TargetRefused))
        {
            return null;
        }
        catch (SocksException)
        {
            // It refuses in words of this version.
        }

        return new(SocksFailure.OtherVersion, "it speaks another version") { Spoken = tried == ProxyType.Socks5 ? ProxyType.Socks4A : ProxyType.Socks5 };
    }
}
