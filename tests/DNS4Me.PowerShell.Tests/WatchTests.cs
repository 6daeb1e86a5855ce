using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>Watch-DNS4Me where the console cannot be redrawn: the tests' own output is no terminal.</summary>
public class WatchTests : AgentFixture
{
    [Fact]
    public void How_things_stand_is_written_once_on_request()
    {
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online with { NextContact = DateTimeOffset.UtcNow.AddMinutes(3), LeaseEnds = DateTimeOffset.UtcNow.AddHours(1) }, AgentJson.Default.AgentStatus);
        var shown = string.Join('\n', Run("Watch-DNS4Me -Once").All<string>());
        Assert.Matches(@"Presence +Online since \S", shown);
        Assert.Matches(@"Address +192\.0\.2\.7", shown);
        Assert.Matches(@"Domains +alice\.dyn\.example, alice\.example", shown);
        Assert.Matches(@"Lease +(0:59:\d\d|1:00:00) left", shown);
        Assert.Matches(@"Next step +sign of life in 0:0[23]:\d\d", shown);
        Assert.Matches(@"Recent status\n.*Connecting\.\n.*The domains are online\.", shown);
    }

    [Fact]
    public async Task Without_an_agent_it_says_so_and_shows_what_the_files_tell()
    {
        await Agent.StopAsync();
        Place.Leave(new AgentStateFile { StoppedCleanly = true, Status = Samples.Online with { State = AgentState.Offline } });
        var shown = string.Join('\n', Run("Watch-DNS4Me -Once").All<string>());
        Assert.Matches("Presence +Offline", shown);
        Assert.Contains("No agent is running", shown);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void What_others_chose_does_not_speak_to_the_terminal_and_long_lines_are_cut()
    {
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online with
        {
            Fault = Faults.Superseded("\u001b[2Jevil\a"),
            RecentStatus = [Samples.Event(1, $"\u001b]0;title\a{new string('x', 500)}")],
        }, AgentJson.Default.AgentStatus);
        var lines = Run("Watch-DNS4Me -Once").All<string>();
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));

        // A file gets whole lines, a screen those that fit.
        Assert.Equal(Console.IsOutputRedirected, lines.Any(line => line.Contains(new string('x', 500), StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("Problem", StringComparison.Ordinal));
        Assert.Contains("Connect-DNS4Me here.", string.Join(' ', lines));
    }

    [Fact]
    public async Task What_changes_is_told_line_by_line_until_it_is_stopped()
    {
        var presence = new FakePresence(Agent);
        using var shell = Session.Shell();
        shell.AddScript("Watch-DNS4Me");
        var output = new PSDataCollection<PSObject>();
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        output.DataAdded += (_, e) =>
        {
            if (output[e.Index].ToString().StartsWith("Superseded", StringComparison.Ordinal))
            {
                seen.TrySetResult();
            }
        };
        var running = shell.InvokeAsync<PSObject, PSObject>(null, output);
        await Agent.WaitForAsync(AgentProtocol.GetEvents, 2);
        presence.Change(AgentState.Superseded, (EventKind.Superseded, "Another machine."));
        await seen.Task.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await shell.StopAsync(null, null).WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        Assert.Contains(output, line => line.ToString().EndsWith("Superseded          Another machine.", StringComparison.Ordinal));
        Assert.DoesNotContain(AgentProtocol.Disconnect, Agent.Methods);
    }
}
