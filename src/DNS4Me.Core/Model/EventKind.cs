namespace DNS4Me;

/// <summary>What a status event tells of.</summary>
public enum EventKind
{
    /// <summary>The agent started or is stopping.</summary>
    Agent,

    /// <summary>A registration was stored or replaced.</summary>
    Registration,

    /// <summary>A setting was changed.</summary>
    Setting,

    /// <summary>Records were added, changed or removed.</summary>
    Record,

    /// <summary>The agent asks the service to go online.</summary>
    Connecting,

    /// <summary>The domains are online.</summary>
    Online,

    /// <summary>The domains are offline.</summary>
    Offline,

    /// <summary>The address, as the service sees it, changed.</summary>
    AddressChanged,

    /// <summary>The connection to the service was lost.</summary>
    ConnectionLost,

    /// <summary>The connection to the service is back.</summary>
    ConnectionRestored,

    /// <summary>Another machine with the same registration went online.</summary>
    Superseded,

    /// <summary>The service refused.</summary>
    Refused,

    /// <summary>This machine gained or lost its Internet connection.</summary>
    Internet,

    /// <summary>The web server started, stopped or failed.</summary>
    WebServer,

    /// <summary>Something failed that is none of the above.</summary>
    Error,
}
