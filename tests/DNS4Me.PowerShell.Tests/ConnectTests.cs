using System.Globalization;
using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class ConnectTests : AgentFixture
{
    [Fact]
    public void Connecting_waits_as_long_as_it_was_given()
    {
        Agent.On(AgentProtocol.Connect, _ => Samples.Online, AgentJson.Default.AgentStatus);
        Assert.Empty(Run("Connect-DNS4Me").All<AgentStatus>());
        Assert.Equal(AgentState.Online, Run("Connect-DNS4Me -TimeoutSec 7 -PassThru").Single<AgentStatus>().State);
        Assert.Equal(
            [TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(7)],
            Agent.All(AgentProtocol.Connect).Select(call => call.Argument(AgentJson.Default.ConnectRequest).Timeout));
    }

    [Fact]
    public void What_the_agent_does_meanwhile_is_shown_as_progress_that_ends()
    {
        Agent.On(AgentProtocol.Connect, async call =>
        {
            await call.ReportAsync("Asking server1.DNS4Me.com");
            await call.ReportAsync("Trying again");
            return Samples.Online;
        }, AgentJson.Default.AgentStatus);
        var progress = Run("Connect-DNS4Me").Progress;
        Assert.Equal(["Asking server1.DNS4Me.com", "Trying again"], progress.Take(2).Select(record => record.StatusDescription));
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
    }

    [Fact]
    public void A_failure_ends_the_command_with_the_real_reason()
    {
        Agent.Fail(AgentProtocol.Connect, Faults.CertificateNotTrusted("s.example:1206", "It is self-signed.", "sha256/x"));
        var error = Run("Connect-DNS4Me; 'went on'").Error(FaultCode.CertificateNotTrusted);
        Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
        Assert.Equal("s.example:1206", error.TargetObject);
        Assert.Contains("Set-DNS4MeServer -Pin 'sha256/x'", error.ErrorDetails.RecommendedAction);
        Assert.DoesNotContain(error.ErrorDetails.RecommendedAction, error.ErrorDetails.Message);
    }

    [Fact]
    public void A_failure_can_be_caught()
    {
        Agent.Fail(AgentProtocol.Connect, Faults.ServiceRefused("s.example:1206"));
        Assert.Equal("ServiceRefused", Run("try { Connect-DNS4Me } catch { $_.Exception.Fault.Code.ToString() }").Single<string>());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("86401")]
    public void A_wait_without_sense_is_refused(string seconds)
    {
        Run("Connect-DNS4Me -TimeoutSec " + seconds).Error(FaultCode.InvalidValue);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public async Task Stopping_the_pipeline_closes_the_connection()
    {
        Agent.On(AgentProtocol.Connect, async call =>
        {
            await call.ReportAsync("Waiting");
            await Task.Delay(Timeout.Infinite, call.Closed);
            return Samples.Online;
        }, AgentJson.Default.AgentStatus);
        using var shell = Session.Shell();
        shell.AddCommand("Connect-DNS4Me");
        var waiting = new TaskCompletionSource();
        shell.Streams.Progress.DataAdded += (_, _) => waiting.TrySetResult();
        var running = shell.InvokeAsync();
        await waiting.Task.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await shell.StopAsync(null, null).WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        await Agent.ClientLeft.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        Assert.Empty(shell.Streams.Error);
    }

    [Fact]
    public void Disconnecting_gives_the_status_on_request()
    {
        Agent.On(AgentProtocol.Disconnect, _ => new() { State = AgentState.Offline, AgentRunning = true }, AgentJson.Default.AgentStatus);
        Assert.Empty(Run("Disconnect-DNS4Me").All<AgentStatus>());
        var outcome = Run("Disconnect-DNS4Me -PassThru");
        Assert.Equal(AgentState.Offline, outcome.Single<AgentStatus>().State);
        Assert.Empty(outcome.Warnings);
    }

    [Fact]
    public void A_service_that_could_not_be_told_is_a_warning_that_says_when_the_lease_ends()
    {
        Agent.On(AgentProtocol.Disconnect, _ => new()
        {
            State = AgentState.Offline,
            AgentRunning = true,
            LeaseEnds = Samples.Noon,
            Fault = Faults.ServiceRefused("s.example:1206"),
        }, AgentJson.Default.AgentStatus);
        var warning = Assert.Single(Run("Disconnect-DNS4Me").Warnings);
        Assert.Contains("refused the connection", warning);
        Assert.Contains(Samples.Noon.ToLocalTime().ToString("G", CultureInfo.CurrentCulture), warning);
    }

    [Fact]
    public void Updating_the_address_gives_the_status_on_request()
    {
        Agent.On(AgentProtocol.UpdateAddress, _ => Samples.Online, AgentJson.Default.AgentStatus);
        Assert.Equal(Samples.Online.Address, Run("Update-DNS4MeAddress -PassThru").Single<AgentStatus>().Address);
        Agent.Fail(AgentProtocol.UpdateAddress, Faults.NotOnline());
        Assert.Equal(ErrorCategory.InvalidOperation, Run("Update-DNS4MeAddress").Error(FaultCode.NotOnline).CategoryInfo.Category);
    }

    [Theory]
    [InlineData("Connect-DNS4Me")]
    [InlineData("Disconnect-DNS4Me")]
    [InlineData("Update-DNS4MeAddress")]
    [InlineData("Stop-DNS4MeAgent")]
    [InlineData("Start-DNS4MeAgent")]
    public void WhatIf_sends_nothing(string command)
    {
        Assert.Empty(Run(command + " -WhatIf").Errors);
        Assert.Empty(Agent.Methods);
    }
}
