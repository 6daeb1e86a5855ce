namespace DNS4Me;

/// <summary>Whose agent it is.</summary>
public enum AgentScope
{
    /// <summary>A user's own: it serves that user.</summary>
    User,

    /// <summary>The machine's: the system's service, which runs with nobody logged on and serves administrators.</summary>
    Machine,
}
