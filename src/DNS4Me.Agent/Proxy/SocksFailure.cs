namespace DNS4Me.Agent.Proxy;

/// <summary>Why a proxy did not open the way to a target.</summary>
internal enum SocksFailure
{
    /// <summary>What answered does not speak SOCKS.</summary>
    NotSocks,

    /// <summary>It closed the connection before it said a word, as proxies do that speak another version, and servers of other protocols.</summary>
    Closed,

    /// <summary>It speaks SOCKS, of another version.</summary>
    OtherVersion,

    /// <summary>It wants a user ID and password, and was given none or others.</summary>
    AuthenticationRefused,

    /// <summary>It does not let its users reach the target, or could not reach it itself.</summary>
    TargetRefused,

    /// <summary>The target cannot be named to a proxy of this version.</summary>
    TargetUnnamable,
}
