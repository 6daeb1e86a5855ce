using DNS4Me.Local;
using DNS4Me.PowerShell.Background;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Starting;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Takes the domains online, where the agent keeps them, and ends once they are; or gives a job that runs while they are.</summary>
[Cmdlet(VerbsCommunications.Connect, "DNS4Me", SupportsShouldProcess = true, DefaultParameterSetName = WaitSet)]
[OutputType(typeof(AgentStatus), ParameterSetName = [WaitSet])]
[OutputType(typeof(Job), ParameterSetName = [JobSet])]
public sealed class ConnectDNS4MeCommand : DNS4MeCommand
{
    private const string WaitSet = "Wait";
    private const string JobSet = "Job";
    private const int LongestWait = 86_400;

    /// <summary>How long to wait for the service, in seconds.</summary>
    [Parameter(Position = 0)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>
    /// Whether to go on at once with a job, which runs while the domains are online and whose output is the changes of their presence. To stop it takes
    /// them offline.
    /// </summary>
    [Parameter(ParameterSetName = JobSet, Mandatory = true)]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Whether to write the status.</summary>
    [Parameter(ParameterSetName = WaitSet)]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        CheckRange(nameof(TimeoutSec), TimeoutSec, LongestWait);
        if (!ShouldProcess(Words.Domains, Words.GoOnline))
        {
            return;
        }

        if (AsJob)
        {
            StartJob();
            return;
        }

        var request = new ConnectRequest { Timeout = TimeSpan.FromSeconds(TimeoutSec) };
        var status = Ask((agent, cancellation) => agent.ConnectAsync(request, note => ShowProgress(Words.Connecting, note.Activity), cancellation));
        if (PassThru)
        {
            WriteObject(status);
        }
    }

    private void StartJob()
    {
        // The job outlives this command, and takes nothing of it along.
        var (home, starter, runspace) = (Home, new AgentStarter(ModuleFolder()), RunspaceWork.Current);
        var job = new ConnectJob(MyInvocation.Line.Trim(), home, async (warn, cancellation)
            => await AgentConnection.TryOpenAsync(home, cancellation).ConfigureAwait(false)
                ?? await starter.StartAsync(home, AgentStartReason.Command, warn, cancellation).ConfigureAwait(false), TimeSpan.FromSeconds(TimeoutSec));
        JobRepository.Add(job);
        runspace.Add(job);
        job.Start(() => runspace.Remove(job));
        WriteObject(job);
    }
}
