using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class EventTests : AgentFixture
{
    [Fact]
    public void The_newest_events_are_asked_for()
    {
        Agent.On(AgentProtocol.GetEvents, _ => [Samples.Event(1, "a"), Samples.Event(2, "b")], AgentJson.Default.IReadOnlyListStatusEvent);
        Assert.Equal(["a", "b"], Run("Get-DNS4MeEvent").All<StatusEvent>().Select(item => item.Message));
        Assert.Empty(Run("Get-DNS4MeEvent -Newest 5").Errors);
        Assert.Equal([new() { Max = 100 }, new() { Max = 5 }], Agent.All(AgentProtocol.GetEvents).Select(call => call.Argument(AgentJson.Default.EventRequest)));
        Run("Get-DNS4MeEvent -Newest 0").Error(FaultCode.InvalidValue);
    }

    [Fact]
    public async Task Following_asks_for_what_came_after_and_waits_until_it_is_stopped()
    {
        Agent.On(AgentProtocol.GetEvents, FollowAsync, AgentJson.Default.IReadOnlyListStatusEvent);
        using var shell = Session.Shell();
        shell.AddScript("Get-DNS4MeEvent -Newest 2 -Follow");
        var output = new PSDataCollection<PSObject>();
        var third = new TaskCompletionSource();
        output.DataAdded += (_, e) =>
        {
            if (e.Index == 2)
            {
                third.TrySetResult();
            }
        };
        var running = shell.InvokeAsync<PSObject, PSObject>(null, output);
        await third.Task.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await Agent.WaitForAsync(AgentProtocol.GetEvents, 3);
        await shell.StopAsync(null, null).WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        await Agent.ClientLeft.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        Assert.Equal([7L, 8L, 9L], output.Select(item => ((StatusEvent)item.BaseObject).Sequence));
        Assert.Equal([null, 8, 9], Agent.All(AgentProtocol.GetEvents).Select(call => call.Argument(AgentJson.Default.EventRequest).After));
    }

    [Fact]
    public async Task Who_wants_no_more_ends_the_following()
    {
        Agent.On(AgentProtocol.GetEvents, FollowAsync, AgentJson.Default.IReadOnlyListStatusEvent);
        Assert.Equal("8", Run("foreach ($i in 1) { Get-DNS4MeEvent -Follow | ForEach-Object { if ($_.Sequence -eq 8) { \"$($_.Sequence)\"; break } } }").Single<string>());
        await Agent.WaitForNoClientAsync();
    }

    [Fact]
    public async Task An_agent_that_goes_away_is_told_and_the_next_one_is_followed()
    {
        Agent.On(AgentProtocol.GetEvents, FollowAsync, AgentJson.Default.IReadOnlyListStatusEvent);
        using var shell = Session.Shell();
        shell.AddScript("foreach ($i in 1) { Get-DNS4MeEvent -Follow | ForEach-Object { if ($_.Sequence -eq 10) { break } } }");
        var running = Task.Run(() => ModuleSession.Run(shell));
        await Agent.WaitForAsync(AgentProtocol.GetEvents, 3);
        await Agent.StopAsync();
        await using var next = new FakeAgent(Place.Home, agent =>
        {
            agent.Info = Agent.Info with { Started = DateTimeOffset.UtcNow };
            new FakePresence(agent, firstSequence: 10).Change(AgentState.Offline, (EventKind.Agent, "The agent has started."));
        });
        var outcome = await running.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        Assert.Empty(outcome.Errors);
        Assert.Contains("went away", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<StatusEvent>> FollowAsync(FakeCall call)
    {
        var request = call.Argument(AgentJson.Default.EventRequest);
        switch (request.After)
        {
            case null:
                return [Samples.Event(7, "a"), Samples.Event(8, "b")];
            case 8:
                Assert.True(request.Wait > TimeSpan.Zero);
                return [Samples.Event(9, "c")];
            default:
                await Task.Delay(Timeout.Infinite, call.Closed);
                return [];
        }
    }
}
