namespace DNS4Me.Local;

/// <summary>What an agent leaves behind, so that commands can report without one and the next agent can go on.</summary>
public sealed record AgentStateFile
{
    /// <summary>Whether the user wants to be online: set by Connect, cleared by Disconnect, untouched by a stop.</summary>
    public bool WantsOnline { get; init; }

    /// <summary>Whether the agent stopped in good order, with the domains offline.</summary>
    public bool StoppedCleanly { get; init; }

    /// <summary>Whether the service has yet to be given the online and offline settings.</summary>
    public bool OwesSettings { get; init; }

    /// <summary>Whether the service has yet to be told that the domains are to go offline.</summary>
    public bool OwesOffline { get; init; }

    /// <summary>The policies that governed the online and offline settings (<see cref="Policies.PolicySet.AccountFingerprint"/>), by which the next agent tells whether the service has what is in force.</summary>
    public string? AccountPolicies { get; init; }

    /// <summary>The status at the time of writing.</summary>
    public required AgentStatus Status { get; init; }

    /// <summary>The registration as last heard from the service; null without one. The ID itself is in <see cref="AgentHome.RegistrationFile"/>, encrypted.</summary>
    public RegistrationInfo? Registration { get; init; }

    /// <summary>
    /// How things stand at <paramref name="now"/> when no agent runs any more. One that went without a word has left the domains to the
    /// service, which keeps them online until the lease ends, or for good without a timeout; so has one that the service did not hear when they were to go offline.
    /// Nobody watches the Internet connection.
    /// </summary>
    /// <param name="now">The moment.</param>
    /// <param name="home">The agent's home, for the fault.</param>
    public AgentStatus StatusWithoutAgent(DateTimeOffset now, string home)
    {
        var hadLease = !StoppedCleanly && Status.State is (AgentState.Online or AgentState.Reconnecting);
        var online = hadLease && !(Status.LeaseEnds <= now);
        var status = Status with
        {
            AgentRunning = false,
            InternetConnected = null,
            InternetSince = null,
            InternetLostAt = null,
            NextContact = null,
        };
        if (online)
        {
            return status with { State = AgentState.Online, Fault = Faults.AgentNotRunning(home) };
        }

        var timedOut = hadLease ? Status.LeaseEnds : null;
        var quiet = Status.State is AgentState.Superseded or AgentState.Refused;
        return status with
        {
            State = quiet ? Status.State : AgentState.Offline,
            Since = timedOut ?? Status.Since,
            Address = null,
            AddressIPv6 = null,
            LeaseEnds = OwesOffline ? Status.LeaseEnds : null,
        };
    }
}
