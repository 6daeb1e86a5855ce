using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>The agent outlives the console that started it, in each of the ways in which a console ends.</summary>
public class ConsoleTests
{
    private const string ThenStay = "Connect-DNS4Me -TimeoutSec 30\n\"agent $((Get-DNS4MeAgent).ProcessId)\"\nStart-Sleep 600";

    /// <summary>A name with which a line is longer than a terminal is wide.</summary>
    private static readonly string Long = new('x', 60);

    [Fact]
    public async Task A_pipe_from_a_script_that_starts_an_agent_ends_with_the_script()
    {
        await using var home = new ClientHome();
        await using var run = home.Start("Start-DNS4MeAgent\n\"agent $((Get-DNS4MeAgent).ProcessId)\"", "sh", "-c", "\"$0\" \"$@\" 2>&1 | cat");
        var result = (await run.EndAsync()).MustSucceed();

        Assert.Equal(await home.AgentAsync(), AgentIn(result));
        Assert.True(Signals.IsAlive(AgentIn(result)));
    }

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Hangup)]
    public async Task The_agent_survives_the_signal_that_ends_its_console(int signal)
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await using var console = await StayAsync(home, service);
        var agent = AgentIn(await console.LineAsync("agent "));

        Signals.SendToGroup(console.Id, signal);
        Assert.NotEqual(0, (await console.EndAsync()).ExitCode);

        await StillOnlineAsync(home, service, agent);
    }

    [Fact]
    public async Task The_agent_survives_a_killed_terminal()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.RegisterAsync(service, "Stop-DNS4MeAgent -Force");
        await using var terminal = home.Start(ThenStay, "sh", "-c", "exec script --quiet --command \"exec '$0' '$1'\" /dev/null");
        var agent = AgentIn(await terminal.LineAsync("agent "));
        var console = Children(terminal.Id).Single();

        await terminal.KillAsync();
        await Eventually.IsTrueAsync(() => !Signals.IsAlive(console), "The console's end");

        await StillOnlineAsync(home, service, agent);
    }

    [Fact]
    public async Task Ctrl_C_in_Connect_withdraws_the_wish()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await using var silent = new SilentServer();
        await home.RegisterAsync(service, $"Set-DNS4MeServer -HostName 127.0.0.1 -Port {silent.Port} -Pin '{service.Pin}'");
        await using var console = home.Start("Connect-DNS4Me -TimeoutSec 300");
        await silent.ConnectedAsync();

        Signals.SendToGroup(console.Id, Signals.Interrupt);
        Assert.Equal(130, (await console.EndAsync()).ExitCode);

        Assert.Equal("Offline", await home.GetAsync("(Get-DNS4MeStatus).State"));
        await silent.ClosedAsync();

        // Nor does a service that answers after all bring the wish back.
        await home.RunAsync(ClientHome.UseServer(service));
        Assert.Equal("Offline", await home.GetAsync("(Get-DNS4MeStatus).State"));
        await service.IsOfflineAsync();
    }

    [Fact]
    public async Task The_live_view_is_drawn_on_the_terminal_and_told_in_whole_lines_where_another_takes_it()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.RegisterAsync(service, $"Add-DNS4MeRecord {service.Domain} {Long} A 192.0.2.7");
        await using var terminal = home.Start(
            $$"""
            Watch-DNS4Me -Once
            $lines = Watch-DNS4Me -Once
            "variable: $(@($lines -match '{{Long}}.*192\.0\.2\.7').Count)"
            "expression: $(@(@(Watch-DNS4Me -Once) -match '{{Long}}.*192\.0\.2\.7').Count)"
            foreach ($once in 1) { Watch-DNS4Me | ForEach-Object { if ($_ -match '{{Long}}.*192\.0\.2\.7') { 'pipeline: told'; break } } }
            """,
            "sh", "-c", "exec script --quiet --return --command \"exec '$0' '$1'\" /dev/null");
        var shown = (await terminal.EndAsync()).MustSucceed().Lines;

        Assert.Contains(shown, line => line.Contains(Long, StringComparison.Ordinal) && line.EndsWith('…'));
        Assert.Contains("variable: 1", shown);
        Assert.Contains("expression: 1", shown);
        Assert.Contains("pipeline: told", shown);
    }

    private static async Task<ProgramRun> StayAsync(ClientHome home, DevService service)
    {
        // The console that stays is the one that starts the agent.
        await home.RegisterAsync(service, "Stop-DNS4MeAgent -Force");
        return home.Start(ThenStay);
    }

    private static async Task StillOnlineAsync(ClientHome home, DevService service, int agent)
    {
        Assert.True(Signals.IsAlive(agent));
        Assert.Equal(agent, await home.AgentAsync());
        Assert.Equal("Online", await home.GetAsync("(Get-DNS4MeStatus).State"));
        await service.IsOnlineAsync();
    }

    private static int AgentIn(ProgramResult result)
        => AgentIn(result.Lines.Single(line => line.StartsWith("agent ", StringComparison.Ordinal))[6..]);

    private static int AgentIn(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<int> Children(int process)
        => File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(AgentIn);
}
