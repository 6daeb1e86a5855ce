namespace DNS4Me;

/// <summary>Where the agent stands with the service.</summary>
public enum AgentState
{
    /// <summary>The domains are offline because nobody asked for them to be online.</summary>
    Offline,

    /// <summary>Asked to go online; the service has not answered yet.</summary>
    Connecting,

    /// <summary>The service holds a lease for the domains and the agent keeps it alive.</summary>
    Online,

    /// <summary>The domains were online, the connection was lost, and the agent keeps trying.</summary>
    Reconnecting,

    /// <summary>Another machine with the same registration went online later. This one stays quiet until told to connect.</summary>
    Superseded,

    /// <summary>The service refused in a way that trying again cannot mend. The agent stays quiet until a person acts.</summary>
    Refused,
}
