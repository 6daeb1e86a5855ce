namespace DNS4Me.PowerShell.Commands;

/// <summary>What the cmdlets share that install the machine's service and remove it. The agent's program does it; these ask it to.</summary>
public abstract class ServiceCommand : DNS4MeCommand
{
    /// <summary>Whether to write how the service stands then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Does it, if that is confirmed.</summary>
    /// <param name="action">What it does, in words.</param>
    /// <param name="activity">What is shown meanwhile.</param>
    /// <param name="arguments">The program's command and its arguments.</param>
    private protected void Call(string action, string activity, string[] arguments)
    {
        if (!ShouldProcess(Words.MachineAgent, action))
        {
            return;
        }

        var service = Await(cancellation =>
        {
            ShowProgress(activity, Words.MachineAgent);
            return CallServiceAsync(cancellation, arguments);
        });
        if (PassThru)
        {
            WriteObject(service);
        }
    }
}
