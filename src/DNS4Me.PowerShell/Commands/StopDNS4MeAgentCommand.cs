using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Stops the agent, which takes the domains offline first; ends once its process has gone.</summary>
[Cmdlet(VerbsLifecycle.Stop, "DNS4MeAgent", SupportsShouldProcess = true)]
[OutputType(typeof(AgentInfo))]
public sealed class StopDNS4MeAgentCommand : DNS4MeCommand
{
    private const string ConfirmParameter = "Confirm";

    /// <summary>Whether to ask nothing, and to end an agent of another version too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to write what has become of the agent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        if (!ShouldProcess(Home.Folder, Words.StopAgent) || (MustAsk() && !ShouldContinue(Words.StopQuestion, Words.StopAgent)))
        {
            return;
        }

        Await(cancellation => AgentStopper.StopAsync(Home, Force, cancellation));
        if (PassThru)
        {
            WriteObject(new AgentInfo { Running = false, Scope = Home.Scope, Home = Home.Folder, Endpoint = Home.Endpoint });
        }
    }

    /// <summary>Whether the domains are online and the option "Warn before exiting" is on. An answer given beforehand, by -Force or -Confirm, is one.</summary>
    private bool MustAsk() => !Force && !IsGiven(ConfirmParameter) && AskIfRunning(async (agent, cancellation) =>
    {
        var settings = await agent.GetSettingsAsync(cancellation).ConfigureAwait(false);
        var status = await agent.GetStatusAsync(cancellation).ConfigureAwait(false);
        return new Tuple<bool>(settings.Option.WarnBeforeExit && status.State is AgentState.Online or AgentState.Reconnecting);
    }) is { Item1: true };
}
