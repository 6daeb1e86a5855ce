using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>Connect-DNS4Me -AsJob, and PowerShell's own commands for jobs on what it gives.</summary>
public class ConnectJobTests : AgentFixture
{
    private FakePresence Presence { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Presence = new(Agent);
    }

    [Fact]
    public async Task A_job_runs_while_the_domains_are_online_and_tells_the_changes()
    {
        var job = Start();
        Assert.Equal(job.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), Run("\"$((Get-Job).Id)\"").Single<string>());
        Assert.Equal("Connect-DNS4Me -AsJob -TimeoutSec 7", job.Command);
        await OutputAsync(job, 2);
        Assert.Equal(TimeSpan.FromSeconds(7), Agent.Single(AgentProtocol.Connect).Argument(AgentJson.Default.ConnectRequest).Timeout);
        Presence.Change(AgentState.Online, (EventKind.Setting, "A setting."), (EventKind.AddressChanged, "The address is now 192.0.2.9."));
        await OutputAsync(job, 3);
        Assert.Equal(JobState.Running, job.JobStateInfo.State);
        Assert.Equal([EventKind.Connecting, EventKind.Online, EventKind.AddressChanged], Run("Get-Job | Receive-Job").All<StatusEvent>().Select(change => change.Kind));
        Presence.Change(AgentState.Offline, (EventKind.Offline, "The domains go offline."));
        Assert.Equal("Completed", Run("\"$((Get-Job | Wait-Job -Timeout 20).State)\"").Single<string>());
        Assert.Equal(EventKind.Offline, Run("Get-Job | Receive-Job -AutoRemoveJob -Wait").Single<StatusEvent>().Kind);
        Assert.Empty(Run("Get-Job").All<Job>());
        Assert.DoesNotContain(AgentProtocol.Disconnect, Agent.Methods);
    }

    [Theory]
    [InlineData("Get-Job | Stop-Job")]
    [InlineData("Get-Job | Remove-Job -Force")]
    public async Task To_stop_a_job_takes_the_domains_offline(string command)
    {
        var job = Start();
        await OutputAsync(job, 2);
        Assert.Empty(Run(command).Errors);
        Assert.Equal(JobState.Stopped, job.JobStateInfo.State);
        Assert.Single(Agent.All(AgentProtocol.Disconnect));
        job.StopJob();
        Assert.Empty(Run("Get-Job | Stop-Job; Get-Job | Remove-Job").Errors);
        Assert.Single(Agent.All(AgentProtocol.Disconnect));
    }

    [Fact]
    public async Task To_stop_a_job_that_still_waits_for_the_service_withdraws_the_wish()
    {
        Agent.On(AgentProtocol.Connect, async call =>
        {
            await call.ReportAsync("Asking server1.DNS4Me.com");
            await Task.Delay(Timeout.Infinite, call.Closed);
            return Samples.Online;
        }, AgentJson.Default.AgentStatus);
        var job = Start();
        await Agent.WaitForAsync(AgentProtocol.Connect, 1);
        Assert.Empty(Run("Get-Job | Stop-Job").Errors);
        await Agent.ClientLeft.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Stopped, job.JobStateInfo.State);
        Assert.DoesNotContain(AgentProtocol.Disconnect, Agent.Methods);
    }

    [Fact]
    public void Who_cannot_connect_finds_why_as_the_jobs_error()
    {
        Agent.Fail(AgentProtocol.Connect, Faults.RegistrationUnknown());
        var job = Start();
        Assert.True(job.Finished.WaitOne(FakeAgent.Patience));
        Assert.Equal(JobState.Failed, job.JobStateInfo.State);
        var error = Assert.Single(Run("Get-Job | Receive-Job").Errors);
        Assert.StartsWith("RegistrationUnknown", error.FullyQualifiedErrorId);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
    }

    [Fact]
    public async Task A_job_whose_domains_another_machine_takes_fails_with_that()
    {
        var job = Start();
        await OutputAsync(job, 2);
        Presence.Change(AgentState.Superseded, Faults.Superseded("other"), (EventKind.Superseded, "Another machine."));
        Assert.True(job.Finished.WaitOne(FakeAgent.Patience));
        Assert.Equal(JobState.Failed, job.JobStateInfo.State);
        Assert.StartsWith("Superseded", Assert.Single(job.Error).FullyQualifiedErrorId);
        Assert.Equal(EventKind.Superseded, ((StatusEvent)job.Output[^1].BaseObject).Kind);
    }

    [Theory]
    [InlineData(true, JobState.Completed)]
    [InlineData(false, JobState.Failed)]
    public async Task A_job_whose_agent_ends_tells_whether_that_was_in_good_order(bool cleanly, JobState state)
    {
        var job = Start();
        await OutputAsync(job, 2);
        Place.Leave(new AgentStateFile
        {
            StoppedCleanly = cleanly,
            Status = Samples.Online with { State = AgentState.Offline, RecentStatus = [new() { Sequence = 3, Time = Samples.Noon, Kind = EventKind.Offline, Message = "The domains go offline." }] },
        });
        await Agent.StopAsync();
        Assert.True(job.Finished.WaitOne(FakeAgent.Patience));
        Assert.Equal(state, job.JobStateInfo.State);
        Assert.Equal(cleanly ? 3 : 2, job.Output.Count);
        Assert.Equal(cleanly ? 0 : 1, job.Error.Count);
    }

    [Fact]
    public async Task Removing_the_module_ends_the_job_and_leaves_the_domains_online()
    {
        var job = Start();
        await OutputAsync(job, 2);
        Assert.Empty(Run("Remove-Module DNS4Me").Errors);
        Assert.Equal(JobState.Stopped, job.JobStateInfo.State);
        Assert.DoesNotContain(AgentProtocol.Disconnect, Agent.Methods);
        Assert.DoesNotContain(AgentProtocol.Stop, Agent.Methods);
        Assert.Empty(Run("Get-Job | Remove-Job").Errors);
    }

    [Fact]
    public async Task Closing_the_runspace_ends_the_job_and_leaves_the_domains_online()
    {
        Job job;
        using (var session = new ModuleSession())
        {
            job = session.Run("Connect-DNS4Me -AsJob").Output.Select(item => (Job)item.BaseObject).Single();
            await OutputAsync(job, 2);
        }

        Assert.True(job.Finished.WaitOne(FakeAgent.Patience));
        Assert.DoesNotContain(AgentProtocol.Disconnect, Agent.Methods);
    }

    [Fact]
    public async Task An_endless_jobs_output_does_not_grow_without_end()
    {
        var job = Start();
        await OutputAsync(job, 2);
        Presence.Change(AgentState.Online, [.. Enumerable.Range(0, 1_500).Select(i => (EventKind.AddressChanged, $"{i}"))]);
        Presence.Change(AgentState.Offline, (EventKind.Offline, "The domains go offline."));
        Assert.True(job.Finished.WaitOne(FakeAgent.Patience));
        Assert.Equal(1_000, job.Output.Count);
        Assert.Equal(EventKind.Offline, ((StatusEvent)job.Output[^1].BaseObject).Kind);
    }

    [Fact]
    public void A_job_and_a_status_are_not_both_to_be_had()
        => Assert.StartsWith("AmbiguousParameterSet", Assert.Single(Run("Connect-DNS4Me -AsJob -PassThru").Errors).FullyQualifiedErrorId);

    private Job Start() => (Job)Assert.Single(Run("Connect-DNS4Me -AsJob -TimeoutSec 7").Output).BaseObject;

    private static async Task OutputAsync(Job job, int count)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        job.Output.DataAdded += (_, _) => Look();
        Look();
        await enough.Task.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);

        void Look()
        {
            if (job.Output.Count >= count)
            {
                enough.TrySetResult();
            }
        }
    }
}
