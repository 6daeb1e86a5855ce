using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>Register-DNS4MeEvent. The engine's events are seen through <see cref="PSEventManager"/>, as the commands for events are not at hand here.</summary>
public class EventSubscriptionTests : AgentFixture
{
    private FakePresence Presence { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Presence = new(Agent);
        Presence.Change(AgentState.Offline, (EventKind.Agent, "The agent has started."));
    }

    [Fact]
    public async Task Events_of_the_kinds_wanted_are_queued_in_their_order_and_nothing_earlier()
    {
        Assert.Empty(Run("Register-DNS4MeEvent -Kind Online, AddressChanged -SourceIdentifier home -MessageData 'mine'").Errors);
        var arrived = Arrived(51);
        Presence.Change(AgentState.Online, (EventKind.Connecting, "Asking."), (EventKind.Online, "Online."));
        Presence.Change(AgentState.Online, [.. Enumerable.Range(0, 50).Select(i => (EventKind.AddressChanged, $"{i}"))]);
        await arrived.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        var raised = Events().ReceivedEvents.Where(item => item.SourceIdentifier == "home").ToList();
        Assert.Equal(["Online.", .. Enumerable.Range(0, 50).Select(i => $"{i}")], raised.Select(item => ((StatusEvent)item.SourceArgs[0]).Message));
        Assert.All(raised, item => Assert.Equal("mine", item.MessageData.BaseObject));
    }

    [Fact]
    public async Task An_action_runs_for_each_event()
    {
        var job = (PSEventJob)Assert.Single(Run("Register-DNS4MeEvent -Kind Superseded { \"$($args[0].Message)\" }").Output).BaseObject;
        var done = new TaskCompletionSource();
        job.Output.DataAdded += (_, _) => done.TrySetResult();
        Presence.Change(AgentState.Superseded, (EventKind.Superseded, "Another machine."));
        while (!done.Task.IsCompleted)
        {
            // The engine runs actions while the runspace is at work.
            Run("1");
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.Equal("Another machine.", job.Output[0].BaseObject);
        await done.Task;
    }

    [Fact]
    public async Task All_subscriptions_share_one_reader_which_the_last_one_ends()
    {
        Run("Register-DNS4MeEvent -SourceIdentifier a; Register-DNS4MeEvent -SourceIdentifier b -Kind Offline; Register-DNS4MeEvent -SourceIdentifier c");
        await Agent.WaitForAsync(AgentProtocol.GetEvents, 2);
        Assert.Equal(1, Agent.Connections);
        Unregister("a");
        Unregister("b");
        var arrived = Arrived(1);
        Presence.Change(AgentState.Online, (EventKind.Online, "Online."));
        await arrived.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await Agent.WaitForAsync(AgentProtocol.GetEvents, 3);
        Unregister("c");
        await Agent.ClientLeft.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        Assert.Single(Events().ReceivedEvents);
    }

    [Fact]
    public async Task Removing_the_module_ends_the_subscriptions_and_leaves_the_agent()
    {
        Run("Register-DNS4MeEvent -SourceIdentifier a; Register-DNS4MeEvent -SourceIdentifier b { 1 }");
        await Agent.WaitForAsync(AgentProtocol.GetEvents, 2);
        Assert.Empty(Run("Remove-Module DNS4Me").Errors);
        await Agent.ClientLeft.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        Assert.Empty(Events().Subscribers);
        Assert.DoesNotContain(AgentProtocol.Stop, Agent.Methods);
    }

    [Fact]
    public void A_source_identifier_is_for_one_subscription()
        => Run("Register-DNS4MeEvent -SourceIdentifier a; Register-DNS4MeEvent -SourceIdentifier a").Error(FaultCode.InvalidValue);

    [Fact]
    public async Task An_agent_that_comes_after_the_one_that_went_is_followed_on_and_tells_what_was_missed()
    {
        Assert.Empty(Run("Register-DNS4MeEvent -SourceIdentifier home").Errors);
        var first = Arrived(1);
        Presence.Change(AgentState.Online, (EventKind.Online, "Online."));
        await first.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await Agent.StopAsync();

        // The first agent's newest event, 2, was lost with it, and its number is given again.
        FakePresence later = null!;
        await using var next = new FakeAgent(Place.Home, agent =>
        {
            agent.Info = Agent.Info with { Started = DateTimeOffset.UtcNow };
            later = new(agent, firstSequence: 2);
        });
        var arrived = Arrived(3);
        later.Change(AgentState.Offline, (EventKind.Agent, "The agent has started."));
        later.Change(AgentState.Online, (EventKind.Online, "Online again."));
        await arrived.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(["Online.", "The agent has started.", "Online again."], Events().ReceivedEvents.Select(item => ((StatusEvent)item.SourceArgs[0]).Message));
    }

    [Fact]
    public async Task An_agent_that_has_kept_nothing_is_followed_from_its_first_event()
    {
        Presence.Change(AgentState.Offline, (EventKind.Agent, "Another event."));
        Assert.Empty(Run("Register-DNS4MeEvent -SourceIdentifier home").Errors);
        await Agent.StopAsync();
        FakePresence later = null!;
        await using var next = new FakeAgent(Place.Home, agent =>
        {
            agent.Info = Agent.Info with { Started = DateTimeOffset.UtcNow };
            later = new(agent);
        });
        await next.WaitForAsync(AgentProtocol.GetEvents, 2);
        var arrived = Arrived(1);
        later.Change(AgentState.Offline, (EventKind.Agent, "The agent has started."));
        await arrived.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Without_an_agent_the_next_one_is_waited_for_and_none_is_started()
    {
        await Agent.StopAsync();
        Place.Leave(new AgentStateFile { Status = Samples.Online with { RecentStatus = [Samples.Event(4, "old")] } });
        Assert.Empty(Run("Register-DNS4MeEvent -SourceIdentifier home").Errors);
        FakePresence presence = null!;
        await using var next = new FakeAgent(Place.Home, agent => presence = new(agent, firstSequence: 5));
        var arrived = Arrived(1);
        presence.Change(AgentState.Offline, (EventKind.Agent, "The agent has started."));
        await arrived.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(5, ((StatusEvent)Events().ReceivedEvents[0].SourceArgs[0]).Sequence);
    }

    private PSEventManager Events() => Session.Runspace.Events;

    private void Unregister(string sourceIdentifier)
    {
        foreach (var subscriber in Events().GetEventSubscribers(sourceIdentifier).ToList())
        {
            Events().UnsubscribeEvent(subscriber);
        }
    }

    private Task Arrived(int count)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Events().ReceivedEvents.PSEventReceived += (_, _) => Look();
        Look();
        return enough.Task;

        void Look()
        {
            if (Events().ReceivedEvents.Count >= count)
            {
                enough.TrySetResult();
            }
        }
    }
}
