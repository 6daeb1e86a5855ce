using DNS4Me.EndToEnd.Fixtures;
using DNS4Me.Package;
using DNS4Me.Packages.Fixtures;

namespace DNS4Me.Packages;

/// <summary>Install-DNS4Me.ps1 from the unpacked archive, on a machine that systemd runs.</summary>
public sealed class InstallScriptTests : IDisposable
{
    private const int Done = 0;
    private const int WrongArguments = 2;
    private const int NotElevated = 3;
    private const int BrokenArchive = 4;
    private const int NoService = 5;
    private const int Packaged = 6;

    private const string Modules = "/usr/local/share/powershell/Modules/DNS4Me";
    private const string Log = "/var/log/dns4me-install.log";

    private readonly TemporaryFolder _folder = new();

    private string Archive => Path.Combine(_folder.Path, ArchivePackage.NameOf(Target.All[0]));

    private string Script => Path.Combine(Archive, "Install-DNS4Me.ps1");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_installs_again_and_again_upgrades_and_uninstalls()
    {
        await UnpackAsync();
        await using var machine = await SystemdMachine.StartAsync();

        // A question would never be answered: silent asks none. An older version first.
        await MakeVersionAsync("0.0.9");
        var installed = await RunAsync(machine, Done, "/silent");
        Assert.DoesNotContain("0.0.9", installed.Output, StringComparison.Ordinal);
        Assert.Equal("0.0.9", await ModulesAsync(machine));
        await ServiceIsAsync(machine, "True True Automatic");
        Assert.Contains("DNS4Me 0.0.9 is installed.", (await machine.InAsync("cat", Log)).Output, StringComparison.Ordinal);
        (await machine.ScriptAsync("Set-DNS4MeOnlineSetting -Timeout 00:12:00")).MustSucceed();

        var again = await RunAsync(machine, Done, "-VerySilent");
        Assert.Equal("", again.Output + again.Error);
        Assert.Equal("0.0.9", await ModulesAsync(machine));

        await MakeVersionAsync(Workshop.Version);
        await RunAsync(machine, Done, "/verysilent");
        Assert.Equal(Workshop.Version, await ModulesAsync(machine));
        await ServiceIsAsync(machine, "True True Automatic");
        Assert.Equal("00:12:00", await machine.GetAsync("(Get-DNS4MeOnlineSetting).Timeout"));
        Assert.Equal($"{Modules}/{Workshop.Version}", await machine.GetAsync($"Remove-Module DNS4Me; $env:PSModulePath = '{Path.GetDirectoryName(Modules)}'; Import-Module DNS4Me; (Get-Module DNS4Me).ModuleBase"));

        // What it would do changes nothing.
        await RunAsync(machine, Done, "-Uninstall", "-WhatIf");
        Assert.Equal(Workshop.Version, await ModulesAsync(machine));

        await RunAsync(machine, Done, "-Uninstall", "-Silent");
        await ServiceIsAsync(machine, "False False");
        Assert.Equal("", await ModulesAsync(machine));
        Assert.Equal(Done, (await machine.InAsync("test", "-e", "/var/lib/dns4me/settings.json")).ExitCode);
        await RunAsync(machine, Done, "/uninstall", "/silent");
    }

    [Fact]
    public async Task Its_exit_codes_tell_what_was_in_the_way_and_nothing_is_changed()
    {
        await UnpackAsync();
        await using var machine = await SystemdMachine.StartAsync(takesPackages: true);
        Assert.Contains("/loud", (await RunAsync(machine, WrongArguments, "/loud")).Error, StringComparison.Ordinal);
        await RunAsync(machine, WrongArguments, "-Scope", "Everybody", "-Silent");
        await RunAsync(machine, WrongArguments, "-RemoveData", "-Silent");

        (await ProgramRun.ToEndAsync("chmod", ["-R", "a+rX", _folder.Path])).MustSucceed();
        await RunAsync(machine, NotElevated, ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"], "-Silent");

        // A package of the system's has it in its care.
        (await machine.InAsync("sh", "-ec", "mkdir -p /usr/libexec/dns4me/agent; echo dns4me-agent > /usr/libexec/dns4me/agent/package")).MustSucceed();
        Assert.Contains("dns4me-agent", (await RunAsync(machine, Packaged, "-Silent")).Error, StringComparison.Ordinal);
        (await machine.InAsync("rm", "-r", "/usr/libexec/dns4me")).MustSucceed();

        var library = Path.Combine(Archive, "DNS4Me", "DNS4Me.Core.dll");
        var whole = await File.ReadAllBytesAsync(library, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(library, whole[..^1], TestContext.Current.CancellationToken);
        Assert.Contains("DNS4Me.Core.dll", (await RunAsync(machine, BrokenArchive, "-Silent")).Error, StringComparison.Ordinal);
        File.Delete(library);
        Assert.Contains("missing", (await RunAsync(machine, BrokenArchive, "-Silent")).Error, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(library, whole, TestContext.Current.CancellationToken);
        var foreign = Path.Combine(Archive, "DNS4Me", "foreign.dll");
        await File.WriteAllTextAsync(foreign, "", TestContext.Current.CancellationToken);
        await RunAsync(machine, BrokenArchive, "-Silent");
        File.Delete(foreign);
        Assert.Equal("", await ModulesAsync(machine));
        await ServiceIsAsync(machine, "False False");

        // Without a manager of services the module is there, and the code says what is not.
        (await machine.InAsync("sh", "-ec", "mkdir -p /usr/local/bin; ln -s /bin/false /usr/local/bin/systemctl")).MustSucceed();
        await RunAsync(machine, NoService, ["env", "PATH=/usr/local/bin:/usr/bin:/bin"], "-Silent");
        Assert.Equal(Workshop.Version, await ModulesAsync(machine));
        (await machine.InAsync("rm", "/usr/local/bin/systemctl")).MustSucceed();
        await RunAsync(machine, Done, "-Silent");
        await ServiceIsAsync(machine, "True True Automatic");
    }

    [Fact]
    public async Task For_one_user_it_needs_no_rights_and_no_service()
    {
        await UnpackAsync();
        var home = Path.Combine(_folder.Path, "home");
        var data = Directory.CreateDirectory(Path.Combine(home, "data")).FullName;
        (await ProgramRun.ToEndAsync("sh", ["-c", $"chmod -R a+rX '{_folder.Path}'; chown -R 65534:65534 '{home}'"])).MustSucceed();
        var result = await ProgramRun.ToEndAsync(
            "setpriv", ["--reuid", "65534", "--regid", "65534", "--clear-groups", Staged.Host, Script, "-Scope", "CurrentUser", "-Silent"],
            new Dictionary<string, string?> { ["HOME"] = home, ["XDG_DATA_HOME"] = data, ["XDG_CACHE_HOME"] = home });
        Assert.True(result.ExitCode == Done, result.Output + result.Error);
        var agent = Path.Combine(data, "powershell", "Modules", "DNS4Me", Workshop.Version, "agent", "dns4me-agent");
        Assert.StartsWith(Workshop.Version, (await ProgramRun.ToEndAsync(agent, ["--version"])).MustSucceed().Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(data, "dns4me-install.log")));
    }

    private async Task UnpackAsync() => (await ProgramRun.ToEndAsync("tar", ["--extract", "--file", Made.Archive("linux-x64", ArchivePackage.Tar), "--directory", _folder.Path])).MustSucceed();

    /// <summary>Makes the unpacked archive one of another version.</summary>
    private async Task MakeVersionAsync(string version) => (await ProgramRun.ToEndAsync("sh", ["-ec",
        $"cd '{Archive}'; sed -i \"s/ModuleVersion = .*/ModuleVersion = '{version}'/\" DNS4Me/DNS4Me.psd1; find * -type f ! -name {ArchivePackage.ChecksumFile} | sort | xargs sha256sum > {ArchivePackage.ChecksumFile}"])).MustSucceed();

    private Task<ProgramResult> RunAsync(SystemdMachine machine, int exitCode, params string[] arguments) => RunAsync(machine, exitCode, [], arguments);

    private async Task<ProgramResult> RunAsync(SystemdMachine machine, int exitCode, string[] under, params string[] arguments)
    {
        var result = await machine.InAsync([.. under, Staged.Host, Script, .. arguments]);
        Assert.True(result.ExitCode == exitCode, $"Exit code {result.ExitCode} and not {exitCode}.\n{result.Output}\n{result.Error}");
        return result;
    }

    /// <summary>The versions of the module that are installed.</summary>
    private static async Task<string> ModulesAsync(SystemdMachine machine) => string.Join(' ', (await machine.InAsync("ls", "-A", Modules)).Lines);

    private static async Task ServiceIsAsync(SystemdMachine machine, string state)
        => Assert.Equal(state, await machine.GetAsync("Get-DNS4MeService | ForEach-Object { \"$($_.Installed) $($_.Running) $($_.StartType)\".Trim() }"));
}
