namespace DNS4Me.Agent.Proxy;

/// <summary>Ends a handshake with a proxy.</summary>
internal sealed class SocksException : IOException
{
    public SocksException(SocksFailure failure, string message)
        : base(message) => Failure = failure;

    /// <summary>Why.</summary>
    public SocksFailure Failure { get; }

    /// <summary>What the proxy speaks instead, where it shows that.</summary>
    public ProxyType? Spoken { get; init; }
}
