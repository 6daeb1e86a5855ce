using DNS4Me.EndToEnd.Fixtures;
using DNS4Me.Local;

namespace DNS4Me.EndToEnd;

/// <summary>One agent a home, whatever was there before it and however long the home's path.</summary>
public class AgentTests
{
    [Fact]
    public async Task A_second_agent_gives_way_to_the_first()
    {
        await using var home = new ClientHome();
        await home.RunAsync("Start-DNS4MeAgent");
        var first = await home.AgentAsync();

        var second = await ProgramRun.ToEndAsync(
            Repository.Agent, [AgentProtocol.HomeArgument, home.Folder, AgentProtocol.ReasonArgument, nameof(AgentStartReason.User)]);

        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains(nameof(FaultCode.AgentStartFailed), second.Output, StringComparison.Ordinal);
        Assert.Equal(first, await home.AgentAsync());
    }

    [Fact]
    public async Task Consoles_that_start_one_at_the_same_time_share_it()
    {
        await using var home = new ClientHome();
        var consoles = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => home.RunAsync("Start-DNS4MeAgent\n\"agent $((Get-DNS4MeAgent).ProcessId)\"")));

        var agents = consoles.SelectMany(console => console.Lines).Where(line => line.StartsWith("agent ", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, agents.Count);
        Assert.Single(agents.Distinct());
    }

    [Fact]
    public async Task What_a_killed_agent_leaves_does_not_stop_the_next_one()
    {
        await using var home = new ClientHome();
        await home.RunAsync("Start-DNS4MeAgent");
        var killed = (await home.AgentAsync())!.Value;
        Signals.Send(killed, Signals.Kill);
        await Eventually.IsTrueAsync(() => !Signals.IsAlive(killed), "The agent's end");
        Assert.True(File.Exists(Path.Combine(home.Folder, "agent.sock")));

        Assert.Null(await home.AgentAsync());
        await home.RunAsync("Start-DNS4MeAgent");

        var next = await home.AgentAsync();
        Assert.NotNull(next);
        Assert.NotEqual(killed, next);
    }

    [Fact]
    public async Task A_home_with_a_path_too_long_for_a_socket_works_like_any_other()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome(pathLength: 200);
        Assert.True(home.Folder.Length >= 200);

        await home.ConnectAsync(service);
        var endpoint = await home.GetAsync("(Get-DNS4MeAgent).Endpoint");
        Assert.StartsWith("/tmp/dns4me-", endpoint, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(endpoint)!));

        await home.RunAsync("Stop-DNS4MeAgent -Force");
        await service.IsOfflineAsync();
        Assert.False(File.Exists(endpoint));
    }

    [Fact]
    public async Task Everything_in_a_home_is_its_owners_alone()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.ConnectAsync(service);

        const UnixFileMode others = (UnixFileMode)0b000_111_111;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(home.Folder) & others);
        var files = Directory.EnumerateFiles(home.Folder, "*.json", SearchOption.AllDirectories).ToList();
        Assert.Contains(Path.Combine(home.Folder, "registration.json"), files);
        Assert.All(files, file => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & others));
    }

    [Fact]
    public async Task Looking_starts_no_agent()
    {
        await using var home = new ClientHome();
        await home.RunAsync("Get-DNS4MeStatus\nGet-DNS4MeAgent");

        Assert.Null(await home.AgentAsync());
    }
}
