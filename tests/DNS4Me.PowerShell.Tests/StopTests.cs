using System.Diagnostics;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class StopTests : AgentFixture
{
    private readonly Process _standIn = Process.Start(OperatingSystem.IsWindows()
        ? new ProcessStartInfo("ping", "-n 60 127.0.0.1") { RedirectStandardOutput = true }
        : new ProcessStartInfo("sleep", "60") { RedirectStandardOutput = true })!;

    public override ValueTask DisposeAsync()
    {
        _standIn.Kill();
        _standIn.Dispose();
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    [Fact]
    public void Stopping_ends_once_the_process_and_its_endpoint_are_gone()
    {
        EndWhenTold();
        Assert.False(Run("Stop-DNS4MeAgent -Force -PassThru").Single<AgentInfo>().Running);
        Assert.True(_standIn.HasExited);
        Assert.False(Run("Get-DNS4MeAgent").Single<AgentInfo>().Running);
    }

    [Theory]
    [InlineData("", AgentState.Online, true, true)]
    [InlineData("", AgentState.Reconnecting, true, true)]
    [InlineData("", AgentState.Offline, true, false)]
    [InlineData("", AgentState.Online, false, false)]
    [InlineData("-Force", AgentState.Online, true, false)]
    [InlineData("-Confirm:$false", AgentState.Online, true, false)]
    public void It_asks_while_the_domains_are_online_unless_told_not_to(string given, AgentState state, bool warn, bool asks)
    {
        Agent.On(AgentProtocol.GetSettings, _ => new() { Option = new() { WarnBeforeExit = warn } }, AgentJson.Default.AgentSettings);
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online with { State = state }, AgentJson.Default.AgentStatus);
        EndWhenTold();
        var host = new RecordingHost(choice: 1);
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run("Stop-DNS4MeAgent " + given).Errors);
        Assert.Equal(asks ? 1 : 0, host.Questions.Count);
        Assert.Equal(!asks, Agent.Methods.Contains(AgentProtocol.Stop));
    }

    [Fact]
    public async Task An_agent_of_another_version_is_ended_by_force_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The end of a process cannot be asked for there, and this test would end itself.");
        Agent.Fail(AgentProtocol.Hello, Faults.AgentVersion("9.0.0", "0.1.0"));
        Run("Stop-DNS4MeAgent").Error(FaultCode.AgentVersion);
        var told = new TaskCompletionSource();
        using var signal = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            told.TrySetResult();
        });
        using var shell = Session.Shell();
        shell.AddScript("Stop-DNS4MeAgent -Force");
        var running = shell.InvokeAsync();
        await told.Task.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);

        // The process that serves is this one, so the command would wait in vain.
        await shell.StopAsync(null, null).WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<System.Management.Automation.PipelineStoppedException>(() => running);
    }

    /// <summary>The stand-in ends as an agent does: first its endpoint, then its process. Whether its answer still arrives is chance.</summary>
    private void EndWhenTold()
    {
        Agent.Info = Agent.Info with { ProcessId = _standIn.Id };
        Agent.OnNothing(AgentProtocol.Stop, () => _ = Task.Run(async () =>
        {
            await Agent.StopAsync();
            _standIn.Kill();
        }));
    }
}
