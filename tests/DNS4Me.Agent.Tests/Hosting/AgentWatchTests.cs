using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Tests.Rpc;
using Microsoft.Extensions.Time.Testing;

namespace DNS4Me.Agent.Tests.Hosting;

public class AgentWatchTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task An_agent_whose_home_is_removed_ends_in_good_order_within_seconds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let a folder go that has open files.");
        await using var agent = await RunningAgent.StartAsync(time: _time);
        Pass(AgentWatch.Interval * 3);
        Assert.False(agent.Host.StopRequested.IsCompleted);
        Directory.Delete(agent.Home.Folder, recursive: true);
        Pass(AgentWatch.Interval);
        Assert.True(agent.Host.StopRequested.IsCompleted);
        await agent.Host.DisposeAsync();
        Assert.True(agent.Engine.Stopped);
    }

    [Fact]
    public async Task Another_home_in_the_place_of_the_first_is_not_the_agents()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let a folder go that has open files.");
        await using var agent = await RunningAgent.StartAsync(time: _time);
        Directory.Move(agent.Home.Folder, agent.Home.Folder + ".moved");
        Directory.CreateDirectory(agent.Home.Folder);
        await File.WriteAllTextAsync(agent.Home.LockFile, "", TestContext.Current.CancellationToken);
        Pass(AgentWatch.Interval);
        Assert.True(agent.Host.StopRequested.IsCompleted);
    }

    [Fact]
    public async Task An_agent_that_a_command_started_ends_when_nobody_has_needed_it_for_a_while()
    {
        await using var agent = await RunningAgent.StartAsync(new() { IsIdle = true }, _time);
        Pass(AgentWatch.IdleTime);
        Assert.False(agent.Host.StopRequested.IsCompleted);
        Pass(AgentWatch.Interval);
        Assert.True(agent.Host.StopRequested.IsCompleted);
    }

    [Fact]
    public async Task One_that_has_something_to_keep_or_a_client_stays()
    {
        await using var agent = await RunningAgent.StartAsync(new() { IsIdle = false }, _time);
        Pass(AgentWatch.IdleTime * 2);
        Assert.False(agent.Host.StopRequested.IsCompleted);

        agent.Engine.IsIdle = true;
        using (await RpcClient.GreetAsync(agent.Home))
        {
            Pass(AgentWatch.IdleTime * 2);
            Assert.False(agent.Host.StopRequested.IsCompleted);
        }
    }

    [Theory]
    [InlineData(AgentStartReason.User)]
    [InlineData(AgentStartReason.Logon)]
    [InlineData(AgentStartReason.Service)]
    public async Task One_that_somebody_else_started_stays(AgentStartReason reason)
    {
        using var home = new TestHome();
        await using var host = await AgentHost.StartAsync(home.Home, reason, _time, (_, _) => Task.FromResult(new FakeAgent { IsIdle = true }));
        Pass(AgentWatch.IdleTime * 2);
        Assert.False(host.StopRequested.IsCompleted);
    }

    /// <summary>Lets time pass from one look to the next: the clock shows a timer the end of the time that it is moved by.</summary>
    private void Pass(TimeSpan time)
    {
        for (; time > TimeSpan.Zero; time -= AgentWatch.Interval)
        {
            _time.Advance(AgentWatch.Interval);
        }
    }
}
