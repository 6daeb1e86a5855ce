namespace DNS4Me;

/// <summary>How the web server stands.</summary>
public sealed record WebServerStatus
{
    /// <summary>Whether it listens.</summary>
    public required bool Running { get; init; }

    /// <summary>The port of HTTP that it listens on, or would.</summary>
    public required int Port { get; init; }

    /// <summary>The port of HTTPS that it listens on; null when no site that is enabled has a certificate.</summary>
    public int? HttpsPort { get; init; }

    /// <summary>Since when it listens; null when it does not.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How many requests it has answered since then.</summary>
    public long Requests { get; init; }

    /// <summary>How many bytes of bodies it has sent since then.</summary>
    public long Bytes { get; init; }

    /// <summary>How many requests it has failed to answer since then: status 500 and above, and bodies that were broken off by this end.</summary>
    public long Errors { get; init; }

    /// <summary>How many connections are open.</summary>
    public int Connections { get; init; }

    /// <summary>Why it does not run although it is to, or what is wrong while it runs; null when all is well.</summary>
    public Fault? Fault { get; init; }
}
