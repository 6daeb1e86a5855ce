using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// Starts the agent, which then goes online by itself if the options and the user's wish say so, and shows how things stand, as the window of a started
/// application does, unless the option "Minimize upon startup" is on. An agent that runs is left alone.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "DNS4MeAgent", SupportsShouldProcess = true)]
[OutputType(typeof(AgentInfo))]
public sealed class StartDNS4MeAgentCommand : DNS4MeCommand
{
    /// <summary>What Write-Host marks its lines with: the host shows them, and no pipeline gets them.</summary>
    private const string HostTag = "PSHOST";

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

        var started = Await(async cancellation =>
        {
            using var agent = await OpenOrStartAsync(AgentStartReason.User, cancellation).ConfigureAwait(false);
            TellOfOtherVersion(agent.Agent);
            return Tuple.Create(
                agent.Agent,
                await agent.GetStatusAsync(cancellation).ConfigureAwait(false),
                await StartsMinimizedAsync(agent, cancellation).ConfigureAwait(false));
        });
        if (!started.Item3)
        {
            WriteInformation(new HostInformationMessage { Message = Words.Running(started.Item1, started.Item2) }, [HostTag]);
        }

        if (PassThru)
        {
            WriteObject(started.Item1);
        }
    }

    private static async Task<bool> StartsMinimizedAsync(AgentConnection agent, CancellationToken cancellation)
    {
        try
        {
            return (await agent.GetSettingsAsync(cancellation).ConfigureAwait(false)).Option.StartMinimized;
        }
        catch (DNS4MeException e) when (e.Fault.Code is FaultCode.SettingsUnreadable or FaultCode.PolicyUnreadable)
        {
            // The status, which is shown then, says so.
            return false;
        }
    }
}
