using System.Net;

namespace DNS4Me;

/// <summary>A record of a DNS answer.</summary>
public sealed record ResolvedRecord
{
    /// <summary>The owner's name, without a trailing dot.</summary>
    public required string Name { get; init; }

    /// <summary>The type by its DNS name, or as <c>TYPE123</c>.</summary>
    public required string Type { get; init; }

    /// <summary>How long the answer may be kept, in seconds.</summary>
    public required long TimeToLive { get; init; }

    /// <summary>Answer, Authority or Additional.</summary>
    public required string Section { get; init; }

    /// <summary>The data in presentation form.</summary>
    public required string Data { get; init; }

    /// <summary>The address of an A or AAAA record; null for others.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The server that answered, with its port.</summary>
    public string? Server { get; init; }
}
