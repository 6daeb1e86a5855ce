using DNS4Me.Agent.Installation;
using DNS4Me.Agent.Installation.Systemd;
using DNS4Me.Agent.Tests.Hosting;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Installation;

/// <summary>The unit for systemd, and what is asked of systemctl.</summary>
public sealed class SystemdTests : IDisposable
{
    private const string Show = "systemctl show --property=ActiveState,UnitFileState,MainPID,User dns4me-agent.service";

    private static readonly ServiceProgram Native = new("/usr/local/libexec/dns4me/agent", IsNative: true, RuntimeFolder: null, "1.2.3");

    private readonly string _root = Directory.CreateTempSubdirectory("dns4me-systemd-").FullName;
    private readonly FakeTool _tool = new();

    public SystemdTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is Linux's.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string UnitFile => _root + "/etc/systemd/system/dns4me-agent.service";

    private SystemdManager Manager => new(_tool, _root);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("Type", "notify")]
    [InlineData("User", "dns4me")]
    [InlineData("Group", "dns4me")]
    [InlineData("StateDirectory", "dns4me")]
    [InlineData("StateDirectoryMode", "0700")]
    [InlineData("RuntimeDirectory", "dns4me")]
    [InlineData("RuntimeDirectoryMode", "0750")]
    [InlineData("ProtectSystem", "strict")]
    [InlineData("ProtectHome", "yes")]
    [InlineData("NoNewPrivileges", "yes")]
    [InlineData("CapabilityBoundingSet", "CAP_NET_BIND_SERVICE")]
    [InlineData("AmbientCapabilities", "CAP_NET_BIND_SERVICE")]
    [InlineData("Restart", "on-failure")]
    [InlineData("TimeoutStopSec", "20")]
    [InlineData("WantedBy", "multi-user.target")]
    [InlineData("MemoryDenyWriteExecute", "yes")]
    public void The_unit_says(string key, string value) => Assert.Equal(value, Assert.Single(Values(SystemdUnit.Text(Native), key)));

    [Fact]
    public void The_unit_serves_the_home_that_consoles_look_for()
    {
        var home = AgentHome.OfMachine(System.Runtime.InteropServices.OSPlatform.Linux, "");
        var text = SystemdUnit.Text(Native);
        Assert.Equal(home.Folder, "/var/lib/" + Assert.Single(Values(text, "StateDirectory")));
        Assert.Equal(Path.GetDirectoryName(home.Endpoint), "/run/" + Assert.Single(Values(text, "RuntimeDirectory")));
        Assert.Equal("\"/usr/local/libexec/dns4me/agent/dns4me-agent\" --machine --start-reason Service", Assert.Single(Values(text, "ExecStart")));
    }

    [Fact]
    public void What_is_compiled_as_it_runs_gets_its_runtime_and_memory_to_compile_into()
    {
        var text = SystemdUnit.Text(Native with { IsNative = false, RuntimeFolder = "/opt/100% $net" });
        Assert.Contains("\"DOTNET_ROOT=/opt/100%% $$net\"", Values(text, "Environment"));
        Assert.Empty(Values(text, "MemoryDenyWriteExecute"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Systemd_finds_nothing_wrong_with_the_unit(bool native)
    {
        var (exitCode, output, error) = await AnalyzeAsync(native, "verify");
        Assert.True(exitCode == 0, output + error);
        Assert.DoesNotContain("dns4me-agent.service", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Systemd_scores_the_units_exposure_at_2_or_better(bool native)
    {
        var (exitCode, output, error) = await AnalyzeAsync(native, "security", "--offline=true", "--threshold=20");
        Assert.True(exitCode == 0, output + error);
    }

    [Fact]
    public async Task Registering_makes_the_account_writes_the_unit_and_has_it_read()
    {
        await Manager.RegisterAsync(Native, ServiceStartType.Automatic, Cancellation);

        Assert.Equal(SystemdUnit.Text(Native), await File.ReadAllTextAsync(UnitFile, Cancellation));
        Assert.StartsWith("u dns4me - ", await File.ReadAllTextAsync(_root + "/etc/sysusers.d/dns4me.conf", Cancellation), StringComparison.Ordinal);
        Assert.Equal(
            [$"systemd-sysusers {_root}/etc/sysusers.d/dns4me.conf", "systemctl daemon-reload", "systemctl enable --quiet dns4me-agent.service"], _tool.Lines);
    }

    [Fact]
    public async Task A_packages_unit_is_not_written_a_second_time_since_it_would_go_before_the_packages()
    {
        await Manager.RegisterAsync(Native with { IsPackaged = true }, ServiceStartType.Manual, Cancellation);

        Assert.False(File.Exists(UnitFile));
        Assert.Equal(["systemctl disable --quiet dns4me-agent.service"], _tool.Lines);
    }

    [Fact]
    public async Task A_runtime_in_a_home_is_refused_since_services_do_not_see_it()
    {
        var failure = await Assert.ThrowsAsync<DNS4MeException>(() => Manager.RegisterAsync(Native with { RuntimeFolder = "/root/.dotnet" }, ServiceStartType.Automatic, Cancellation));
        Assert.Contains("/root/.dotnet", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(UnitFile));
    }

    [Theory]
    [InlineData("active", "enabled", "42", true, ServiceStartType.Automatic, 42)]
    [InlineData("activating", "disabled", "42", true, ServiceStartType.Manual, 42)]
    [InlineData("failed", "enabled", "0", false, ServiceStartType.Automatic, null)]
    [InlineData("inactive", "", "0", false, ServiceStartType.Manual, null)]
    public async Task The_state_is_what_systemd_shows(string active, string file, string process, bool running, ServiceStartType startType, int? processId)
    {
        await Manager.RegisterAsync(Native, ServiceStartType.Automatic, Cancellation);
        Directory.CreateDirectory(_root + "/run/systemd/system");
        _tool.Answer(Show, $"MainPID={process}\nUser=dns4me\nActiveState={active}\nUnitFileState={file}\n");

        Assert.Equal(new RegisteredService(true) { Running = running, StartType = startType, ProcessId = processId, User = "dns4me" }, await Manager.QueryAsync(Cancellation));
    }

    [Fact]
    public async Task Without_a_unit_nothing_is_installed_and_systemd_is_not_asked()
    {
        Assert.Equal(RegisteredService.None, await Manager.QueryAsync(Cancellation));
        Assert.Empty(_tool.Lines);
    }

    [Fact]
    public void A_machine_without_systemd_is_told_so()
        => Assert.Contains("systemd", Assert.Throws<DNS4MeException>(Manager.RequireManager).Message, StringComparison.Ordinal);

    [Fact]
    public async Task What_systemctl_complains_of_is_the_reason()
    {
        _tool.Answer("systemctl start dns4me-agent.service", exitCode: 1, error: "Job for dns4me-agent.service failed.\n");
        var failure = await Assert.ThrowsAsync<DNS4MeException>(() => Manager.StartAsync(Cancellation));
        Assert.Equal(FaultCode.SystemServiceFailed, failure.Fault.Code);
        Assert.Contains("Job for dns4me-agent.service failed.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unregistering_removes_the_unit_and_keeps_the_account_that_files_are_of()
    {
        await Manager.RegisterAsync(Native, ServiceStartType.Automatic, Cancellation);
        _tool.Lines.Clear();
        await Manager.UnregisterAsync(Cancellation);

        Assert.False(File.Exists(UnitFile));
        Assert.Equal(["systemctl disable --quiet dns4me-agent.service", "systemctl daemon-reload"], _tool.Lines);
    }

    private static IEnumerable<string> Values(string unit, string key)
        => unit.Split('\n').Where(line => line.StartsWith(key + "=", StringComparison.Ordinal)).Select(line => line[(key.Length + 1)..]);

    /// <summary>The unit as it would be for the agent as the build made it, which is there for systemd to look at.</summary>
    private async Task<ProgramResult> AnalyzeAsync(bool native, string command, params string[] options)
    {
        var program = new ServiceProgram(AppContext.BaseDirectory.TrimEnd('/'), native, native ? null : "/usr/share/dotnet", "1.2.3");
        var unit = Path.Combine(_root, "dns4me-agent.service");
        await File.WriteAllTextAsync(unit, SystemdUnit.Text(program), Cancellation);
        return await AgentProgram.RunAsync("systemd-analyze", [command, "--no-pager", .. options, unit]);
    }
}
