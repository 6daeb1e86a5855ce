using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Tests.Rpc;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Hosting;

/// <summary>The agent's program as a process: how it starts, what it outlives, how it ends.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AgentProcessTests : IDisposable
{
    private readonly TestHome _test = new();

    public AgentProcessTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Sessions, signals and modes are Unix's.");

    private AgentHome Home => _test.Home;

    /// <summary>A test that failed may have left its agent running, which is a child of nobody.</summary>
    public void Dispose()
    {
        if (HomeLock.ReadHolder(Home.LockFile) is { Length: > 0 } left
            && File.Exists($"/proc/{left}/cmdline") && File.ReadAllText($"/proc/{left}/cmdline").Contains(Home.Folder, StringComparison.Ordinal))
        {
            using var process = Process.GetProcessById(int.Parse(left, CultureInfo.InvariantCulture));
            process.Kill();
            process.WaitForExit(AgentProgram.Deadline);
        }

        _test.Dispose();
    }

    [Fact]
    public async Task Stop_ends_the_process_and_leaves_the_home_to_the_next_one_at_once()
    {
        for (var round = 0; round < 3; round++)
        {
            using var process = await AgentProgram.StartReadyAsync(Home);
            using var client = await RpcClient.GreetAsync(Home);
            Assert.Null((await client.CallAsync(AgentProtocol.Stop)).Error);
            Assert.False(File.Exists(Home.Endpoint));
            using var next = await AgentProgram.StartReadyAsync(Home);
            await AgentProgram.WaitForExitAsync(process);
            Assert.Equal(ExitCode.Done, process.ExitCode);
            await StopAsync(next);
        }
    }

    [Theory]
    [InlineData("TERM", AgentStartReason.Command)]
    [InlineData("INT", AgentStartReason.Command)]
    [InlineData("TERM", AgentStartReason.Service)]
    public async Task A_signal_ends_it_in_good_order(string signal, AgentStartReason reason)
    {
        using var process = await AgentProgram.StartReadyAsync(Home, reason);
        await AgentProgram.SignalAsync(signal, process.Id);
        await AgentProgram.WaitForExitAsync(process);
        Assert.Equal(ExitCode.Done, process.ExitCode);
        Assert.False(File.Exists(Home.Endpoint));
        Assert.Empty(await File.ReadAllTextAsync(Home.LockFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_second_agent_of_a_home_is_refused_and_the_first_goes_on()
    {
        using var process = await AgentProgram.StartReadyAsync(Home);
        var second = await AgentProgram.RunAsync(AgentProgram.Path, AgentProgram.Arguments(Home));
        Assert.Equal(ExitCode.Failed, second.ExitCode);
        var fault = JsonSerializer.Deserialize(second.Output, AgentJson.Default.Fault)!;
        Assert.Equal(FaultCode.AgentStartFailed, fault.Code);
        Assert.Contains($"process {process.Id}", fault.Message, StringComparison.Ordinal);
        Assert.Equal(process.Id, await ServingProcessAsync());
        await StopAsync(process);
    }

    [Fact]
    public async Task After_kill_9_the_next_agent_takes_over_the_stale_socket()
    {
        using var process = await AgentProgram.StartReadyAsync(Home);
        process.Kill();
        await AgentProgram.WaitForExitAsync(process);
        Assert.True(File.Exists(Home.Endpoint));
        using var next = await AgentProgram.StartReadyAsync(Home);
        Assert.Equal(next.Id, await ServingProcessAsync());
        await StopAsync(next);
    }

    [Fact]
    public async Task Its_files_are_its_owners_alone()
    {
        using var process = await AgentProgram.StartReadyAsync(Home);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Home.Folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Home.Endpoint));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Home.LockFile));
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains("Umask:\t0077", await File.ReadAllTextAsync($"/proc/{process.Id}/status", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        await StopAsync(process);
    }

    [Fact]
    public async Task It_leaves_the_session_unless_a_service_manager_keeps_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's.");
        using (var process = await AgentProgram.StartReadyAsync(Home))
        {
            Assert.Equal((process.Id, process.Id), (AgentProgram.Describe(process.Id).Group, AgentProgram.Describe(process.Id).Session));
            if (Rights.IsRoot)
            {
                // The agent lets nobody else look.
                await Eventually.IsTrueAsync(() => new FileInfo($"/proc/{process.Id}/cwd").LinkTarget == "/", "the agent leaves the folder that it was started in");
            }

            await StopAsync(process);
        }

        using (var process = await AgentProgram.StartReadyAsync(Home, AgentStartReason.Service))
        {
            Assert.Equal(AgentProgram.Describe(Environment.ProcessId).Session, AgentProgram.Describe(process.Id).Session);
            await StopAsync(process);
        }
    }

    [Fact]
    public async Task Where_it_leads_a_process_group_it_starts_again_and_lets_the_first_process_go()
    {
        // setsid(1) makes the program itself the leader, as an interactive shell does.
        var first = await AgentProgram.RunAsync("setsid", [AgentProgram.Path, .. AgentProgram.Arguments(Home)]);
        Assert.Equal((ExitCode.Done, AgentProtocol.ReadyLine + "\n"), (first.ExitCode, first.Output));
        using var serving = Process.GetProcessById(await ServingProcessAsync());

        var second = await AgentProgram.RunAsync("setsid", [AgentProgram.Path, .. AgentProgram.Arguments(Home)]);
        Assert.Equal(ExitCode.Failed, second.ExitCode);
        Assert.Equal(FaultCode.AgentStartFailed, JsonSerializer.Deserialize(second.Output, AgentJson.Default.Fault)!.Code);
        await StopAsync(serving);
    }

    [Fact]
    public async Task A_pipe_that_the_starting_script_writes_to_ends()
    {
        // Everything is inherited: output and errors lead to the pipe, and cat ends when nobody holds it.
        var script = await AgentProgram.RunAsync("sh", ["-c", "( \"$@\" 2>&1 & ) | cat", "sh", AgentProgram.Path, .. AgentProgram.Arguments(Home)]);
        Assert.Equal((0, AgentProtocol.ReadyLine + "\n"), (script.ExitCode, script.Output));
        using var serving = Process.GetProcessById(await ServingProcessAsync());
        await StopAsync(serving);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task A_signal_to_the_group_that_started_it_does_not_reach_it(string signal)
    {
        using var shell = AgentProgram.Start("setsid", ["sh", "-c", "\"$@\" & read -r line", "sh", AgentProgram.Path, .. AgentProgram.Arguments(Home)]);
        try
        {
            Assert.Equal(AgentProtocol.ReadyLine, await AgentProgram.ReadLineAsync(shell));
            await AgentProgram.SignalAsync(signal, -shell.Id);
            await AgentProgram.WaitForExitAsync(shell);
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }

        using var serving = Process.GetProcessById(await ServingProcessAsync());
        await StopAsync(serving);
    }

    [Fact]
    public async Task It_outlives_the_terminal_that_it_was_started_in()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script (util-linux) is not installed.");
        var command = string.Join(' ', [AgentProgram.Path, .. AgentProgram.Arguments(Home)]);
        using var terminal = AgentProgram.Start("script", ["--quiet", "--command", command + "; cat", "/dev/null"]);
        try
        {
            Assert.Equal(AgentProtocol.ReadyLine, (await AgentProgram.ReadLineAsync(terminal))?.Trim());
        }
        finally
        {
            terminal.Kill();
        }

        await AgentProgram.WaitForExitAsync(terminal);
        using var serving = Process.GetProcessById(await ServingProcessAsync());
        await StopAsync(serving);
    }

    [Theory]
    [InlineData("--home is required")]
    [InlineData("needs a folder", "--home", "")]
    [InlineData("'Nobody' is none of", "--home", "somewhere", "--start-reason", "Nobody")]
    [InlineData("--colour", "--home", "somewhere", "--colour")]
    public async Task A_mistake_on_the_command_line_is_told(string expected, params string[] arguments)
    {
        var result = await AgentProgram.RunAsync(AgentProgram.Path, arguments);
        Assert.Equal(ExitCode.BadArguments, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(expected.Replace("--home is", "'--home' is", StringComparison.Ordinal), result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_that_cannot_be_made_is_one_fault_on_one_line()
    {
        var file = Path.Combine(_test.Root, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var result = await AgentProgram.RunAsync(AgentProgram.Path, AgentProtocol.HomeArgument, Path.Combine(file, "home"));
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Equal(FaultCode.AgentStartFailed, JsonSerializer.Deserialize(Assert.Single(result.Output.TrimEnd().Split('\n')), AgentJson.Default.Fault)!.Code);
    }

    private static async Task StopAsync(Process process)
    {
        await AgentProgram.SignalAsync("TERM", process.Id);
        await AgentProgram.WaitForExitAsync(process);
    }

    private async Task<int> ServingProcessAsync()
    {
        using var client = await RpcClient.ConnectAsync(Home);
        return (await client.HelloAsync()).Result!.Value.Deserialize(AgentJson.Default.AgentInfo)!.ProcessId!.Value;
    }
}
