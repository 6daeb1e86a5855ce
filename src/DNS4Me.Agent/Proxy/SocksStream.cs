namespace DNS4Me.Agent.Proxy;

/// <summary>What the handshakes have in common.</summary>
internal static class SocksStream
{
    /// <summary>Writes a part of a handshake.</summary>
    /// <exception cref="SocksException">The connection broke.</exception>
    public static async Task WriteAsync(Stream proxy, ReadOnlyMemory<byte> octets, SocksFailure broken, CancellationToken cancellation)
    {
        try
        {
            await proxy.WriteAsync(octets, cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw Closed(broken);
        }
    }

    /// <summary>Reads exactly as much as fits.</summary>
    /// <param name="proxy">The connection.</param>
    /// <param name="buffer">What is to be filled.</param>
    /// <param name="broken">What it means at this point that the proxy closes the connection.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="SocksException">The connection was closed before.</exception>
    public static async Task ReadAsync(Stream proxy, Memory<byte> buffer, SocksFailure broken, CancellationToken cancellation)
    {
        try
        {
            await proxy.ReadExactlyAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw Closed(broken);
        }
    }

    /// <summary>What a first octet that is not the awaited version says.</summary>
    /// <param name="first">The octet.</param>
    /// <param name="other">What the octet would be of the other version.</param>
    /// <param name="spoken">The other version.</param>
    public static SocksException Unexpected(byte first, byte other, ProxyType spoken) => first == other
        ? new(SocksFailure.OtherVersion, "it answered in another version") { Spoken = spoken }
        : new(SocksFailure.NotSocks, $"it answered with 0x{first:x2} instead of a SOCKS reply");

    private static SocksException Closed(SocksFailure broken) => new(broken, "it closed the connection instead of answering");
}
