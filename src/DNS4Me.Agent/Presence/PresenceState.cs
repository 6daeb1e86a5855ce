using System.Net;

namespace DNS4Me.Agent.Presence;

/// <summary>Everything that <see cref="PresenceMachine"/> knows. Moments are by the agent's monotonic clock unless they are calendar times.</summary>
internal sealed record PresenceState
{
    /// <summary>Where the agent stands with the service.</summary>
    public AgentState State { get; init; } = AgentState.Offline;

    /// <summary>Since when, by the calendar.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What explains the state; null when nothing is wrong.</summary>
    public Fault? Fault { get; init; }

    /// <summary>Whether the user wants to be online: set by going online, cleared by Disconnect, untouched by a stop.</summary>
    public bool WantsOnline { get; init; }

    /// <summary>Whether the wish outlives the command that waits for it: once online, and for an agent that goes online at its start.</summary>
    public bool Lasting { get; init; }

    /// <summary>Whether a command waits for the domains to be online.</summary>
    public bool Waited { get; init; }

    /// <summary>The name of the go-online that is under way or in force.</summary>
    public string InstanceId { get; init; } = "";

    /// <summary>The epoch of the present or last go-online; 0 when there was none.</summary>
    public long Epoch { get; init; }

    /// <summary>The request under way; null for none.</summary>
    public SentRequest? Request { get; init; }

    /// <summary>The number of the last request.</summary>
    public long LastNumber { get; init; }

    /// <summary>The number of the last request that has its result.</summary>
    public long LastCompleted { get; init; }

    /// <summary>Whether the go-online under way was withdrawn: if it succeeds all the same, it is undone.</summary>
    public bool Undo { get; init; }

    /// <summary>Whether <see cref="Epoch"/> is to end and the service has not acknowledged it yet.</summary>
    public bool OwesOffline { get; init; }

    /// <summary>Why the last request failed; null when it succeeded or is under way.</summary>
    public Fault? LastFault { get; init; }

    /// <summary>How many requests failed in a row.</summary>
    public int Failures { get; init; }

    /// <summary>When the machine acts by itself; null for never.</summary>
    public TimeSpan? Due { get; init; }

    /// <summary>When the service takes the domains offline unless it hears of the agent; null without a timeout or when offline.</summary>
    public TimeSpan? LeaseEnds { get; init; }

    /// <summary>The IPv4 address according to the service.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The IPv6 address according to the service.</summary>
    public IPAddress? AddressIPv6 { get; init; }

    /// <summary>Makes sure of a changed IPv4 address.</summary>
    public FamilyWatch Watch { get; init; } = FamilyWatch.None;

    /// <summary>Makes sure of a changed IPv6 address.</summary>
    public FamilyWatch WatchIPv6 { get; init; } = FamilyWatch.None;

    /// <summary>The family whose last sign of life was lost while it had a lease and the other family's was not; null for none.</summary>
    public FamilyLoss? Lost { get; init; }

    /// <summary>The domains, as last heard from the service.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Whether the domains are, or are to be, online.</summary>
    public bool IsActive => State is AgentState.Connecting or AgentState.Online or AgentState.Reconnecting;
}
