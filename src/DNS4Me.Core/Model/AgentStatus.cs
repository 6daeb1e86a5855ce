using System.Net;

namespace DNS4Me;

/// <summary>What the help file's Status dialog shows, at one moment.</summary>
public sealed record AgentStatus
{
    /// <summary>Where the agent stands with the service.</summary>
    public required AgentState State { get; init; }

    /// <summary>Since when it stands there; for <see cref="AgentState.Online"/> the time the domains were connected to the service.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The IPv4 address according to the service; null when the service has seen none.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The IPv6 address according to the service; null when the service has seen none.</summary>
    public IPAddress? AddressIPv6 { get; init; }

    /// <summary>Whether this machine has an Internet connection; null while that is not known.</summary>
    public bool? InternetConnected { get; init; }

    /// <summary>When the present Internet connection was first detected.</summary>
    public DateTimeOffset? InternetSince { get; init; }

    /// <summary>When the Internet connection was lost; null while there is one.</summary>
    public DateTimeOffset? InternetLostAt { get; init; }

    /// <summary>The domains that the registration ID entitles to administer, as last heard from the service.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Until when the service keeps the domains online without hearing from the agent, by this machine's clock; null when offline or without a timeout.</summary>
    public DateTimeOffset? LeaseEnds { get; init; }

    /// <summary>When the agent next speaks to the service by itself; null when it has no reason to.</summary>
    public DateTimeOffset? NextContact { get; init; }

    /// <summary>The number of the present go-online; 0 when never online.</summary>
    public long Epoch { get; init; }

    /// <summary>The host name and port of the service.</summary>
    public string? Server { get; init; }

    /// <summary>The fault that explains the present state; null when nothing is wrong.</summary>
    public Fault? Fault { get; init; }

    /// <summary>Whose agent it is: the user's, or the machine's.</summary>
    public AgentScope Scope { get; init; }

    /// <summary>Whether an agent gave this status; false when it was read from the files an agent left.</summary>
    public bool AgentRunning { get; init; }

    /// <summary>The newest events, oldest first.</summary>
    public IReadOnlyList<StatusEvent> RecentStatus { get; init; } = [];
}
