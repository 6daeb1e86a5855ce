namespace DNS4Me.PowerShell.Client;

/// <summary>Agents of another version than the module's, as one that goes on after the module was updated: what they understand they do, and the user is told once.</summary>
internal static class OtherVersions
{
    private static readonly HashSet<string> Told = [];

    /// <summary>Whether an agent is of another version, and this process has not been told of it yet.</summary>
    public static bool IsNews(AgentInfo agent)
    {
        if (agent.Version == LocalMachine.ModuleVersion)
        {
            return false;
        }

        lock (Told)
        {
            return Told.Add($"{agent.Endpoint} {agent.Version}");
        }
    }
}
