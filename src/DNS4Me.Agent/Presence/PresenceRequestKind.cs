namespace DNS4Me.Agent.Presence;

/// <summary>What the agent asks of the service to keep presence as it is wished.</summary>
internal enum PresenceRequestKind
{
    /// <summary>Raise the epoch and take the domains online.</summary>
    GoOnline,

    /// <summary>Renew the lease of the epoch.</summary>
    KeepAlive,

    /// <summary>End the epoch.</summary>
    GoOffline,
}
