using System.Management.Automation;
using System.Text;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class RecordPumpTests : RecordFixture
{
    private const string Rows = "ForEach-Object { [pscustomobject]@{ Domain = 'alice.example'; Name = \"h$_\"; Type = 'A'; Address = '192.0.2.1' } }";

    [Fact]
    public void Rows_go_in_batches_over_one_connection_and_come_out_in_their_order()
    {
        var outcome = Run($"1..2500 | {Rows} | Add-DNS4MeRecord -PassThru");
        Assert.Equal(Enumerable.Range(1, 2500).Select(i => $"h{i}"), outcome.All<DomainRecord>().Select(record => record.Name));
        Assert.Equal([1000, 1000, 500], Service.Batches.Select(batch => batch.Changes.Count));
        Assert.Equal(1, Agent.Connections);
    }

    [Fact]
    public async Task A_batch_goes_out_while_the_pipeline_goes_on()
    {
        var first = new TaskCompletionSource();
        Service.OnBatch = (_, _) =>
        {
            first.TrySetResult();
            return Task.CompletedTask;
        };
        using var shell = Session.Shell();
        shell.AddScript($"param($first) 1..1001 | ForEach-Object {{ $_; if ($_ -eq 1001) {{ $first.Wait(20000) | Out-Null }} }} | {Rows} | Add-DNS4MeRecord").AddArgument(first.Task);
        var outcome = await Task.Run(() => ModuleSession.Run(shell), TestContext.Current.CancellationToken);
        Assert.Empty(outcome.Errors);
        Assert.True(first.Task.IsCompleted);
        Assert.Equal(1001, Service.Records.Count);
    }

    [Fact]
    public void A_batch_and_its_answer_always_fit_into_a_line()
    {
        var outcome = Run("""
            $text = [string]::new([char]0x8a9e, 2700)
            1..300 | ForEach-Object { [pscustomobject]@{ Domain = 'alice.example'; Name = "h$_"; Type = 'TXT'; Text = $text } } | Add-DNS4MeRecord -PassThru
            """);
        Assert.Equal(300, outcome.All<DomainRecord>().Count);
        Assert.True(Service.Batches.Count > 1);
        Assert.All(Agent.All(AgentProtocol.ChangeRecords), call => Assert.InRange(Encoding.UTF8.GetByteCount(call.Json), 1, AgentProtocol.LongestLine - 1000));
        Assert.Empty(Run("1..300 | ForEach-Object { [pscustomobject]@{ Id = $_ } } | Remove-DNS4MeRecord -Confirm:$false").Errors);
        Assert.Empty(Service.Records);
    }

    [Fact]
    public void What_the_service_refuses_is_an_error_of_its_row()
    {
        Service.Add(new() { Domain = "alice.example", Name = "h2", Type = RecordType.CNAME, CanonicalName = "a.example" });
        Service.Add(new() { Domain = "alice.example", Name = "h1003", Type = RecordType.A, Address = System.Net.IPAddress.Parse("192.0.2.1") });
        var outcome = Run($"1..1003 | {Rows} | Add-DNS4MeRecord -PassThru");
        Assert.Equal([(FaultCode.AliasConflict, 2), (FaultCode.RecordExists, 1003)], outcome.Errors.Select(error => ((DNS4MeException)error.Exception).Fault).Select(fault => (fault.Code, fault.Ordinal!.Value)));
        Assert.Equal([ErrorCategory.InvalidOperation, ErrorCategory.ResourceExists], outcome.Errors.Select(error => error.CategoryInfo.Category));
        Assert.Equal(["h2", "h1003"], outcome.Errors.Select(error => ((PSObject)error.TargetObject).Properties["Name"].Value));
        Assert.Equal(1001, outcome.Output.Count);
    }

    [Theory]
    [InlineData(true, "1,000 records were added, 0 refused. Whether the records of rows 1,001 to 2,000 were added is not known", "Nothing was sent from row 2,001 on.")]
    [InlineData(false, "1,000 records were added, 0 refused.", "Nothing was sent from row 1,001 on.")]
    public void A_service_that_is_gone_in_the_middle_ends_the_command_and_the_error_says_what_went_in(bool open, string account, string rest)
    {
        Service.OnBatch = (number, _) => number == 1 ? Task.CompletedTask
            : throw new FakeFailure([open ? Faults.ServiceUnreachable("s.example:1206", "the connection broke.") : Faults.ServiceRefused("s.example:1206")]);
        var outcome = Run($"1..3500 | {Rows} | Add-DNS4MeRecord -PassThru");
        var error = outcome.Error(open ? FaultCode.ServiceUnreachable : FaultCode.ServiceRefused);
        Assert.Contains(account, error.Exception.Message);
        Assert.EndsWith(rest, error.Exception.Message);
        Assert.Equal(1000, outcome.Output.Count);
        Assert.Equal(2, Service.Batches.Count);
    }

    [Fact]
    public void The_failure_of_a_single_record_is_told_without_an_account()
    {
        Agent.Fail(AgentProtocol.ChangeRecords, Faults.NotRegistered());
        Assert.Equal(Faults.NotRegistered().Message, Run("Add-DNS4MeRecord alice.example www A").Error(FaultCode.NotRegistered).Exception.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stopping_sends_no_further_batch_and_says_how_far_it_came(bool answered)
    {
        var (second, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());
        Service.OnBatch = async (number, call) =>
        {
            if (number == 2)
            {
                second.SetResult();
                await (answered ? stopped.Task : Task.Delay(Timeout.Infinite, call.Closed));
            }
        };
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        using var shell = session.Shell();
        shell.AddScript($"1..3500 | {Rows} | Add-DNS4MeRecord");
        var running = shell.InvokeAsync();
        await second.Task.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        var stopping = shell.StopAsync(null, null);
        stopped.SetResult();
        await stopping.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        Assert.Equal(2, Service.Batches.Count);
        if (answered)
        {
            Assert.Contains("2,000 records were added, 0 refused. Nothing was sent from row 2,001 on.", host.Shown);
        }
        else
        {
            Assert.Contains("1,000 records were added, 0 refused. Whether the records of rows 1,001 to 2,000 were added is not known; to send them again does no harm. Nothing was sent from row 2,001 on.", host.Shown);
            await Agent.ClientLeft.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void A_pipeline_that_breaks_at_another_place_says_how_far_it_came()
    {
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        Assert.NotEmpty(session.Run($"1..1500 | {Rows} | ForEach-Object {{ if ($_.Name -eq 'h1500') {{ throw 'no' }} $_ }} | Add-DNS4MeRecord").Errors);
        Assert.Contains("1,000 records were added, 0 refused. Nothing was sent from row 1,001 on.", host.Shown);
    }

    [Fact]
    public void An_error_that_is_to_stop_stops_and_says_how_far_it_came()
    {
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        var outcome = session.Run($"1..3 | {Rows} | ForEach-Object {{ if ($_.Name -eq 'h2') {{ $_.Address = 'x' }} $_ }} | Add-DNS4MeRecord -ErrorAction Stop");
        Assert.Contains("Row 2:", Assert.Single(outcome.Errors).Exception.Message);
        Assert.Contains("0 records were added, 1 refused. Nothing was sent from row 1 on.", host.Shown);
        Assert.Empty(Service.Batches);
    }

    [Fact]
    public void An_agent_that_answers_with_too_few_results_is_not_believed()
    {
        Agent.On(AgentProtocol.ChangeRecords, _ => new() { Results = [] }, AgentJson.Default.RecordBatchResult);
        Run("Add-DNS4MeRecord alice.example www A").Error(FaultCode.InternalError);
    }
}
