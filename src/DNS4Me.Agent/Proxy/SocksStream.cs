namespace DNS4Me.Agent.Proxy;

/// <summary>What the handshakes have in common.</summary>
internal static class SocksStream
{
    private static readonly byte[] Versions = [0, 4, 5];

    /// <summary>Reads exactly as much as fits.</summary>
    /// <exception cref="SocksException">The connection was closed before: no proxy, or one that wants nothing to do with the request.</exception>
    public static async Task ReadAsync(Stream proxy, Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            await proxy.ReadExactlyAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (EndOfStreamException)
        {
            throw new SocksException(SocksFailure.NotSocks, "it closed the connection without an answer");
        }
    }

    /// <summary>What a first octet that is not the awaited version says.</summary>
    public static SocksException Unexpected(byte first, byte awaited) => Versions.Contains(first)
        ? new(SocksFailure.OtherVersion, $"it does not speak SOCKS{awaited}")
        : new(SocksFailure.NotSocks, $"it answered with 0x{first:x2} instead of a SOCKS reply");
}
