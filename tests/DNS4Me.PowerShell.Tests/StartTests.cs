using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>Starting an agent, with shell scripts in its place.</summary>
public sealed class StartTests : IDisposable
{
    private const string WaitForEndpoint = """
        printf '%s\n' "$@" > "$2/arguments.part"; mv "$2/arguments.part" "$2/arguments"
        while [ ! -S "$2/agent.sock" ]; do sleep 0.01; done
        """;

    private readonly TestHome _place = new();
    private readonly ModuleCopy _copy = new();
    private readonly ModuleSession _session;

    public StartTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are for a Unix shell.");
        _session = new(_copy.Manifest);
    }

    public void Dispose()
    {
        _session?.Dispose();
        _copy.Dispose();
        _place.Dispose();
    }

    [Theory]
    [InlineData("Get-DNS4MeDomain", "Command")]
    [InlineData("Start-DNS4MeAgent", "User")]
    public async Task A_command_that_needs_an_agent_starts_it_and_says_why(string command, string reason)
    {
        _copy.PutScript(WaitForEndpoint + "\necho ready");
        await using var agent = await ServeOnceStartedAsync(command);
        Assert.Equal(["--home", _place.Home.Folder, "--start-reason", reason], File.ReadAllLines(Path.Combine(_place.Home.Folder, "arguments")));
    }

    [Fact]
    public async Task Another_console_that_was_faster_is_no_failure()
    {
        var fault = """{"code":"AgentStartFailed","message":"The agent could not be started: another agent (process 1) serves this home.","action":"x"}""";
        _copy.PutScript(WaitForEndpoint + $"\necho '{fault}'; exit 1");
        await using var agent = await ServeOnceStartedAsync("Get-DNS4MeDomain");
    }

    [Fact]
    public void A_fault_that_the_starting_agent_tells_is_the_error()
    {
        _copy.PutScript("""echo '{"code":"SettingsUnreadable","message":"The file is torn.","action":"Mend it.","target":"settings.json"}'; exit 1""");
        var error = _session.Run("Connect-DNS4Me").Error(FaultCode.SettingsUnreadable);
        Assert.Equal("The file is torn.", error.Exception.Message);
        Assert.Equal("settings.json", error.TargetObject);
        Assert.Equal(ErrorCategory.ReadError, error.CategoryInfo.Category);
    }

    [Fact]
    public void An_agent_that_ends_without_a_word_is_an_error_with_what_it_complained_of()
    {
        _copy.PutScript("echo 'You must install .NET.' >&2; exit 131");
        Assert.Contains("You must install .NET.", _session.Run("Connect-DNS4Me").Error(FaultCode.AgentStartFailed).Exception.Message);
    }

    [Fact]
    public void An_agent_that_says_what_is_not_understood_is_an_error()
    {
        _copy.PutScript("echo hello");
        Assert.Contains("hello", _session.Run("Connect-DNS4Me").Error(FaultCode.AgentStartFailed).Exception.Message);
    }

    [Fact]
    public void A_program_that_cannot_be_run_is_an_error()
    {
        _copy.PutScript("echo ready");
        File.WriteAllText(_copy.Agent, "not a program");
        Assert.Equal(ErrorCategory.ResourceUnavailable, _session.Run("Connect-DNS4Me").Error(FaultCode.AgentStartFailed).CategoryInfo.Category);
    }

    [Fact]
    public async Task A_start_that_takes_too_long_can_be_stopped()
    {
        _copy.PutScript("""while [ -d "$2" ]; do sleep 0.05; done""");
        using var shell = _session.Shell();
        shell.AddScript("Connect-DNS4Me");
        var started = new TaskCompletionSource();
        shell.Streams.Progress.DataAdded += (_, _) => started.TrySetResult();
        var running = shell.InvokeAsync();
        await started.Task.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await shell.StopAsync(null, null).WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
    }

    [Fact]
    public void WhatIf_starts_nothing()
    {
        _copy.PutScript("""touch "$2/started" """);
        foreach (var command in new[] { "Start-DNS4MeAgent", "Connect-DNS4Me", "Set-DNS4MeServer -Port 1", "Register-DNS4Me A a@b x", "Update-DNS4MeAddress", "Reset-DNS4MeServer", "Set-DNS4MeOption -Reconnect 0", "Export-DNS4MeConfiguration x" })
        {
            Assert.Empty(_session.Run(command + " -WhatIf").Errors);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_place.Home.Folder));
    }

    [Fact]
    public void Mistakes_start_nothing()
    {
        _copy.PutScript("""touch "$2/started" """);
        foreach (var command in new[] { "Connect-DNS4Me -TimeoutSec 0", "Set-DNS4MeServer -Port 0", "Register-DNS4Me '' x y", "Set-DNS4MeOnlineSetting -Timeout -1" })
        {
            Assert.NotEmpty(_session.Run(command).Errors);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_place.Home.Folder));
    }

    /// <summary>Runs a command that starts the script, and serves in its place.</summary>
    private async Task<FakeAgent> ServeOnceStartedAsync(string command)
    {
        using var shell = _session.Shell();
        shell.AddScript(command);
        var running = Task.Run(() => ModuleSession.Run(shell));
        using var patience = new CancellationTokenSource(FakeAgent.Patience);
        while (!File.Exists(Path.Combine(_place.Home.Folder, "arguments")))
        {
            await Task.Delay(10, patience.Token);
        }

        var agent = new FakeAgent(_place.Home);
        agent.On(AgentProtocol.GetDomains, _ => Samples.Domains, AgentJson.Default.IReadOnlyListDomainInfo);
        agent.On(AgentProtocol.GetStatus, _ => Samples.Online, AgentJson.Default.AgentStatus);
        agent.On(AgentProtocol.GetSettings, _ => new(), AgentJson.Default.AgentSettings);
        Assert.Empty((await running.WaitAsync(patience.Token)).Errors);
        return agent;
    }
}
