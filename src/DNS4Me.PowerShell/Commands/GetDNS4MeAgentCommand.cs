namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells whether an agent runs, and which.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeAgent")]
[OutputType(typeof(AgentInfo))]
public sealed class GetDNS4MeAgentCommand : DNS4MeCommand
{
    /// <inheritdoc/>
    private protected override void Process()
        => WriteObject(AskIfRunning((agent, _) => Task.FromResult(agent.Agent)) ?? new AgentInfo { Running = false, Scope = Home.Scope, Home = Home.Folder, Endpoint = Home.Endpoint });
}
