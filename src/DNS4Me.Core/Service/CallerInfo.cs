using System.Net;

namespace DNS4Me.Service;

/// <summary>What the service sees of whoever asks.</summary>
public sealed record CallerInfo
{
    /// <summary>The address that the request came from: a proxy's or a router's where it came through one.</summary>
    public required IPAddress Address { get; init; }
}
