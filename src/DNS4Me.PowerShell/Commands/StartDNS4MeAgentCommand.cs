namespace DNS4Me.PowerShell.Commands;

/// <summary>Starts the agent, which then goes online by itself if the options and the user's wish say so. One that runs is left alone.</summary>
[Cmdlet(VerbsLifecycle.Start, "DNS4MeAgent", SupportsShouldProcess = true)]
[OutputType(typeof(AgentInfo))]
public sealed class StartDNS4MeAgentCommand : DNS4MeCommand
{
    /// <summary>Whether to write the agent's process.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        if (!ShouldProcess(Home.Folder, Words.StartAgent))
        {
            return;
        }

        var info = Await(async cancellation =>
        {
            using var agent = await OpenOrStartAsync(AgentStartReason.User, cancellation).ConfigureAwait(false);
            return agent.Agent;
        });
        if (PassThru)
        {
            WriteObject(info);
        }
    }
}
