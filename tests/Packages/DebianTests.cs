using DNS4Me.EndToEnd.Fixtures;
using DNS4Me.Packages.Fixtures;

namespace DNS4Me.Packages;

/// <summary>The .deb packages on a machine that systemd runs: installed, used, upgraded, removed and purged.</summary>
public class DebianTests
{
    private const string Link = "/usr/local/share/powershell/Modules/DNS4Me";

    [Fact]
    public async Task The_agents_package_keeps_a_domain_online_and_leaves_nothing_when_it_is_purged()
    {
        await using var service = await DevService.StartAsync();
        await using var machine = await SystemdMachine.StartAsync(takesPackages: true);
        await InstallAsync(machine, Made.AgentDeb);

        // It runs and starts with the system, and the console finds the module where PowerShell looks for those of all users.
        Assert.Equal("active", await machine.PropertyAsync("ActiveState"));
        Assert.Equal("enabled", await machine.PropertyAsync("UnitFileState"));
        Assert.Equal(Link, await GetAsync(machine, "(Get-Module DNS4Me).ModuleBase"));
        Assert.Equal("True True Automatic dns4me-agent", await GetAsync(machine, "Get-DNS4MeService | ForEach-Object { \"$($_.Installed) $($_.Running) $($_.StartType) $($_.Package)\" }"));
        (await ScriptAsync(machine, $"{ClientHome.UseServer(service)}\n{ClientHome.Register(service)}\nConnect-DNS4Me -TimeoutSec 30")).MustSucceed();
        await service.IsOnlineAsync();

        // The module's own commands leave the package alone.
        Assert.Contains("SystemServicePackaged", await GetAsync(machine, "try { Uninstall-DNS4MeService -Confirm:$false } catch { $_.FullyQualifiedErrorId }"), StringComparison.Ordinal);
        (await ScriptAsync(machine, "Install-DNS4MeService\nSet-DNS4MeOption -StartWithSystem $false")).MustSucceed();
        Assert.Equal("1", (await machine.InAsync("sh", "-c", "test -e /etc/systemd/system/dns4me-agent.service; echo $?")).Output.Trim());

        // An upgrade restarts it where it was, and what was chosen stays.
        var first = await machine.PropertyAsync("MainPID");
        using (var folder = new TemporaryFolder())
        {
            await InstallAsync(machine, await NewerAsync(folder.Path));
        }

        Assert.Equal("active", await machine.PropertyAsync("ActiveState"));
        Assert.NotEqual(first, await machine.PropertyAsync("MainPID"));
        Assert.Equal("disabled", await machine.PropertyAsync("UnitFileState"));
        await service.ComesOnlineAsync();

        (await machine.InAsync("dpkg", "--remove", "dns4me-agent")).MustSucceed();
        await service.IsOfflineAsync();
        Assert.Equal("/var/lib/dns4me", await ThereAsync(machine, "/var/lib/dns4me", "/usr/libexec/dns4me", "/usr/share/dns4me", Link, "/usr/lib/systemd/system/dns4me-agent.service"));
        (await machine.InAsync("dpkg", "--purge", "dns4me-agent")).MustSucceed();
        Assert.Equal("", await ThereAsync(machine, "/var/lib/dns4me"));
    }

    [Fact]
    public async Task The_agents_package_takes_over_what_an_administrator_installed()
    {
        await using var machine = await SystemdMachine.StartAsync(takesPackages: true);
        (await machine.ScriptAsync("Install-DNS4MeService\nSet-DNS4MeOption -GoOnlineAtStart $false")).MustSucceed();
        await InstallAsync(machine, Made.AgentDeb);

        Assert.EndsWith("/lib/systemd/system/dns4me-agent.service", await machine.PropertyAsync("FragmentPath"), StringComparison.Ordinal);
        Assert.Equal("active", await machine.PropertyAsync("ActiveState"));
        Assert.Equal("", await ThereAsync(machine, "/usr/local/libexec/dns4me/agent"));
        Assert.Equal("False", await GetAsync(machine, "(Get-DNS4MeOption).GoOnlineAtStart"));
    }

    [Fact]
    public async Task The_servers_package_serves_by_its_configuration_and_keeps_its_accounts_until_it_is_purged()
    {
        const string unit = "dns4me-server.service";
        await using var machine = await SystemdMachine.StartAsync(takesPackages: true);
        await InstallAsync(machine, Made.ServerDeb);
        Assert.Equal("inactive", (await machine.InAsync("systemctl", "is-active", unit)).Output.Trim());
        Assert.Equal("enabled", (await machine.InAsync("systemctl", "is-enabled", unit)).Output.Trim());

        // The example as it is, but for the addresses.
        (await machine.InAsync("sh", "-ec", """
            sed -e 's/"api": .*/"api": ["127.0.0.1:0"],/; s/"dns": .*/"dns": ["127.0.0.1:0"],/; s/"redirector": .*/"redirector": ["127.0.0.1:0"],/' \
                /usr/share/doc/dns4me-server/examples/server.json > /etc/dns4me-server/server.json
            systemctl start dns4me-server
            runuser -u dns4me-server -- dns4me-server account add --email alice@example.com --kind Registered --domain alice.dyn.example --config /etc/dns4me-server/server.json
            """)).MustSucceed();
        Assert.Equal("active", (await machine.InAsync("systemctl", "is-active", unit)).Output.Trim());
        Assert.Equal("dns4me-server", (await machine.InAsync("stat", "--format=%U", "/var/lib/dns4me-server/dns4me.db")).Output.Trim());

        (await machine.InAsync("dpkg", "--remove", "dns4me-server")).MustSucceed();
        Assert.Equal("/var/lib/dns4me-server /etc/dns4me-server/server.json", await ThereAsync(machine, "/var/lib/dns4me-server", "/etc/dns4me-server/server.json", "/usr/libexec/dns4me-server"));
        await InstallAsync(machine, Made.ServerDeb);
        Assert.Contains("alice.dyn.example", (await machine.InAsync("runuser", "-u", "dns4me-server", "--", "dns4me-server", "domain", "list", "--config", "/etc/dns4me-server/server.json")).MustSucceed().Output, StringComparison.Ordinal);

        (await machine.InAsync("dpkg", "--purge", "dns4me-server")).MustSucceed();
        Assert.Equal("", await ThereAsync(machine, "/var/lib/dns4me-server", "/etc/dns4me-server"));
    }

    private static async Task InstallAsync(SystemdMachine machine, string package) => (await machine.InAsync("dpkg", "--install", package)).MustSucceed();

    /// <summary>The agent's package as of a later version.</summary>
    private static async Task<string> NewerAsync(string folder)
    {
        var package = Path.Combine(folder, "newer.deb");
        (await ProgramRun.ToEndAsync("sh", ["-ec", $"dpkg-deb --raw-extract '{Made.AgentDeb}' '{folder}/tree'; sed -i 's/^Version: .*/Version: 99.0.0/' '{folder}/tree/DEBIAN/control'; dpkg-deb -Znone --build '{folder}/tree' '{package}'"])).MustSucceed();
        return package;
    }

    private static async Task<string> ThereAsync(SystemdMachine machine, params string[] paths)
        => string.Join(' ', (await machine.InAsync(["sh", "-c", "for path; do if [ -e \"$path\" ]; then echo \"$path\"; fi; done", "sh", .. paths])).MustSucceed().Lines);

    /// <summary>Without the module that the build stages, which the test's host adds to the path.</summary>
    private static Task<ProgramResult> ScriptAsync(SystemdMachine machine, string script)
        => machine.ScriptAsync("Remove-Module DNS4Me\n$env:PSModulePath = ($env:PSModulePath -split ':' | Where-Object { $_ -like '/usr/*' }) -join ':'\nImport-Module DNS4Me\n" + script);

    private static async Task<string> GetAsync(SystemdMachine machine, string expression)
        => (await ScriptAsync(machine, $"\"got $({expression})\"")).MustSucceed().Lines.Single(line => line.StartsWith("got", StringComparison.Ordinal))[3..].Trim();
}
