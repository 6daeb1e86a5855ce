using System.Runtime.Versioning;
using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Installation;
using DNS4Me.Agent.Tests.Policies;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Installation;

/// <summary>In which order the service is installed and removed, and what stays when a step fails.</summary>
public sealed class ServiceInstallerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("dns4me-installer-").FullName;
    private readonly FakeServiceManager _manager = new();
    private readonly FakePolicies _policies = new();
    private readonly ServiceProgram _program;
    private readonly AgentHome _home;

    public ServiceInstallerTests()
    {
        var source = Directory.CreateDirectory(Path.Combine(_root, "module", "agent")).FullName;
        Directory.CreateDirectory(Path.Combine(source, "more"));
        _program = new(source, IsNative: true, RuntimeFolder: null, Version: "1.2.3");
        File.WriteAllText(_program.File, "program");
        File.WriteAllText(Path.Combine(source, "more", "file"), "data");
        _home = CurrentUser.HomeAt(Path.Combine(_root, "home"));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Place => Path.Combine(_root, "system", "agent");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Installing_copies_the_program_registers_it_there_and_starts_it()
    {
        var info = await Installer().InstallAsync(_program, start: true, Cancellation);

        Assert.Equal(["require", "register Automatic", "start"], _manager.Steps);
        Assert.Equal(Place, _manager.Program!.Folder);
        Assert.Equal("data", await File.ReadAllTextAsync(Path.Combine(Place, "more", "file"), Cancellation));
        Assert.Equal(new AgentServiceInfo
        {
            Installed = true,
            Running = true,
            StartType = ServiceStartType.Automatic,
            ProcessId = 7,
            User = "dns4me",
            Version = "1.2.3",
            Program = Place,
            Home = _home.Folder,
            Endpoint = _home.Endpoint,
        }, info);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task What_is_installed_is_everybodys_to_read_and_nobodys_to_change()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are Unix's.");
        File.SetUnixFileMode(_program.File, (UnixFileMode)0b111_111_111);
        await Installer().InstallAsync(_program, start: false, Cancellation);

        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(_manager.Program!.File));
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(Path.Combine(Place, "more")));
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(Path.Combine(Place, "more", "file")));
    }

    [Fact]
    public async Task A_link_is_not_copied_since_it_may_lead_to_what_only_an_administrator_can_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "To make a link takes a right there.");
        var secret = Path.Combine(_root, "secret");
        await File.WriteAllTextAsync(secret, "secret", Cancellation);
        File.CreateSymbolicLink(Path.Combine(_program.Folder, "link"), secret);
        await Installer().InstallAsync(_program, start: false, Cancellation);

        Assert.False(Path.Exists(Path.Combine(Place, "link")));
    }

    [Theory]
    [InlineData(true, "register Automatic")]
    [InlineData(false, "register Manual")]
    public async Task The_option_of_the_machines_settings_decides_whether_it_starts_with_the_system(bool startWithSystem, string step)
    {
        Store("{\"option\":{\"startWithSystem\":" + (startWithSystem ? "true" : "false") + "}}");
        await Installer().InstallAsync(_program, start: false, Cancellation);

        Assert.Equal(["require", step], _manager.Steps);
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_leave_the_start_type_as_it_is()
    {
        Store("torn");
        _manager.Service = new(true) { StartType = ServiceStartType.Manual };
        await Installer().InstallAsync(_program, start: false, Cancellation);

        Assert.Contains("register Manual", _manager.Steps);
    }

    [Fact]
    public async Task Installing_again_replaces_the_program_between_stop_and_start()
    {
        await Installer().InstallAsync(_program, start: true, Cancellation);
        _manager.Steps.Clear();
        File.Delete(Path.Combine(_program.Folder, "more", "file"));
        var info = await Installer().InstallAsync(_program with { Version = "1.2.4" }, start: true, Cancellation);

        Assert.Equal(["require", "stop", "register Automatic", "start"], _manager.Steps);
        Assert.Equal("1.2.4", info.Version);
        Assert.False(File.Exists(Path.Combine(Place, "more", "file")));
        Assert.Equal([Place], Directory.GetDirectories(Path.GetDirectoryName(Place)!));
    }

    [Fact]
    public async Task An_installation_that_fails_starts_again_what_ran_before()
    {
        await Installer().InstallAsync(_program, start: true, Cancellation);
        _manager.Steps.Clear();
        _manager.FailsAt = "register Automatic";
        var failure = await Assert.ThrowsAsync<DNS4MeException>(() => Installer().InstallAsync(_program, start: true, Cancellation));

        Assert.Equal(FaultCode.SystemServiceFailed, failure.Fault.Code);
        Assert.Equal(["require", "stop", "register Automatic", "start"], _manager.Steps);
    }

    [Fact]
    public async Task A_program_that_cannot_be_copied_leaves_the_service_running()
    {
        await Installer().InstallAsync(_program, start: true, Cancellation);
        _manager.Steps.Clear();
        Directory.Delete(_program.Folder, recursive: true);
        var failure = await Assert.ThrowsAsync<DNS4MeException>(() => Installer().InstallAsync(_program, start: true, Cancellation));

        Assert.Equal(FaultCode.SystemServiceFailed, failure.Fault.Code);
        Assert.Equal(["require"], _manager.Steps);
        Assert.True(File.Exists(_manager.Program!.File));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Uninstalling_removes_the_program_and_the_data_on_request_alone(bool removeData)
    {
        await Installer().InstallAsync(_program, start: true, Cancellation);
        Store("{}");
        _manager.Steps.Clear();
        var info = await Installer().UninstallAsync(removeData, Cancellation);

        Assert.Equal(["stop", "unregister"], _manager.Steps);
        Assert.False(info.Installed);
        Assert.False(Directory.Exists(Place));
        Assert.Equal(!removeData, File.Exists(_home.SettingsFile));
    }

    [Fact]
    public async Task A_packages_service_is_left_to_the_package()
    {
        var own = await PackageAsync();
        Store("{\"option\":{\"startWithSystem\":false}}");
        foreach (var work in new Func<Task>[]
        {
            () => Installer().InstallAsync(_program, start: true, Cancellation),
            () => Installer().UninstallAsync(removeData: true, Cancellation),
        })
        {
            var failure = await Assert.ThrowsAsync<DNS4MeException>(work);
            Assert.Equal(FaultCode.SystemServicePackaged, failure.Fault.Code);
            Assert.Contains("dns4me-agent in version 1.0.0", failure.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_manager.Steps);
        Assert.Equal("packaged", await File.ReadAllTextAsync(own.File, Cancellation));
        Assert.True(File.Exists(_home.SettingsFile));
    }

    [Fact]
    public async Task A_packages_own_program_sets_its_start_without_a_stop_and_copies_nothing()
    {
        var own = await PackageAsync();
        _manager.Service = new(true) { Running = true };
        var info = await Installer().InstallAsync(own, start: true, Cancellation);

        Assert.Equal(["require", "register Automatic", "start"], _manager.Steps);
        Assert.True(_manager.Program!.IsPackaged);
        Assert.Equal("dns4me-agent", info.Package);
        Assert.Equal("packaged", await File.ReadAllTextAsync(own.File, Cancellation));
    }

    [Fact]
    public async Task What_an_administrator_installs_of_a_packages_program_is_no_package()
    {
        await File.WriteAllTextAsync(Path.Combine(_program.Folder, AgentPrograms.PackageFile), "dns4me-agent", Cancellation);
        Assert.Null((await Installer().InstallAsync(_program, start: false, Cancellation)).Package);
    }

    [Fact]
    public async Task Who_is_no_administrator_changes_nothing_and_is_told()
    {
        _manager.Service = new(true);
        var installer = Installer(elevated: false);
        foreach (var work in new Func<Task>[]
        {
            () => installer.InstallAsync(_program, start: true, Cancellation),
            () => installer.UninstallAsync(removeData: true, Cancellation),
            () => installer.StartAsync(Cancellation),
            () => installer.SetStartTypeAsync(ServiceStartType.Manual, Cancellation),
        })
        {
            var failure = await Assert.ThrowsAsync<DNS4MeException>(work);
            Assert.Equal(FaultCode.NotElevated, failure.Fault.Code);
            Assert.Contains("elevated", failure.Fault.Action, StringComparison.Ordinal);
        }

        Assert.Empty(_manager.Steps);
        Assert.True((await installer.GetAsync(Cancellation)).Installed);
    }

    [Fact]
    public async Task What_is_not_installed_cannot_be_started_set_or_removed()
    {
        foreach (var work in new Func<Task>[]
        {
            () => Installer().UninstallAsync(removeData: false, Cancellation),
            () => Installer().StartAsync(Cancellation),
            () => Installer().SetStartTypeAsync(ServiceStartType.Manual, Cancellation),
        })
        {
            Assert.Equal(FaultCode.SystemServiceMissing, (await Assert.ThrowsAsync<DNS4MeException>(work)).Fault.Code);
        }
    }

    [Fact]
    public async Task A_policy_goes_before_the_option_that_says_when_the_service_starts()
    {
        Store("""{"option":{"startWithSystem":true}}""");
        _policies.Set("""{"OptionStartWithSystem":false}""");
        await Installer().InstallAsync(_program, start: false, Cancellation);
        Assert.Equal(["require", "register Manual"], _manager.Steps);
    }

    /// <summary>What a package leaves: its program, its version and its name.</summary>
    private async Task<ServiceProgram> PackageAsync()
    {
        Directory.CreateDirectory(Place);
        var own = _program with { Folder = Place, Version = "1.0.0" };
        await File.WriteAllTextAsync(own.File, "packaged", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Place, AgentPrograms.VersionFile), "1.0.0\n", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Place, AgentPrograms.PackageFile), "dns4me-agent\n", Cancellation);
        _manager.Service = new(true);
        return own;
    }

    private ServiceInstaller Installer(bool elevated = true) => new(_manager, new(Place), _home, _policies, elevated);

    private void Store(string settings)
    {
        Directory.CreateDirectory(_home.Folder);
        File.WriteAllText(_home.SettingsFile, settings);
    }
}
