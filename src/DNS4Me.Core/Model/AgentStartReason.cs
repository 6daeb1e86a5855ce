namespace DNS4Me;

/// <summary>Who started the agent. Looking never publishes: only the last three obey "Go online at application start".</summary>
public enum AgentStartReason
{
    /// <summary>A command that needs an agent.</summary>
    Command,

    /// <summary>Start-DNS4MeAgent.</summary>
    User,

    /// <summary>The user logged on.</summary>
    Logon,

    /// <summary>The system's service manager.</summary>
    Service,
}
