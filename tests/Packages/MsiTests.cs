using System.Globalization;
using System.Text.RegularExpressions;
using DNS4Me.Local;
using DNS4Me.Package;
using DNS4Me.Packages.Fixtures;

namespace DNS4Me.Packages;

/// <summary>
/// The MSI under Wine, whose Windows Installer and service manager are not Windows' own: what is where after each step, and that the program runs there. Wine has no privileges of services,
/// so the custom action that sets them fails there, as the package lets it.
/// </summary>
public sealed class MsiTests : IAsyncLifetime
{
    private const string ServiceKey = @"HKLM\" + MachineService.WindowsKey;

    private Wine _wine = null!;

    private string Agent => Path.Combine(_wine.Drive, "Program Files", "DNS4Me", "agent", "dns4me-agent.exe");

    public async ValueTask InitializeAsync() => _wine = await Wine.StartAsync();

    public ValueTask DisposeAsync()
    {
        _wine?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_installs_upgrades_and_uninstalls_silently()
    {
        // An older version, which is this one but for what it says of itself.
        await InstallAsync(await OlderAsync("0.0.9", "{11111111-2222-3333-4444-555555555555}"));
        Assert.Equal(["0.0.9"], await InstalledAsync());
        await ServiceIsThereAsync();

        await InstallAsync(Made.Msi);
        Assert.Equal([Workshop.Version], await InstalledAsync());
        await ServiceIsThereAsync();
        foreach (var edition in new[] { "PowerShell", "WindowsPowerShell" })
        {
            var module = Path.Combine(_wine.Drive, "Program Files", edition, "Modules", "DNS4Me", Workshop.Version);
            Assert.True(File.Exists(Path.Combine(module, "DNS4Me.psd1")), module);
            Assert.True(File.Exists(Path.Combine(module, "en-US", "about_DNS4Me.help.txt")), module);
            Assert.False(Directory.Exists(Path.Combine(module, "agent")));
            Assert.Equal(Directory.Exists(Path.Combine(module, Programs.TemplateFolder)), File.Exists(Path.Combine(_wine.Drive, "windows", "PolicyDefinitions", "DNS4Me.admx")));
        }

        // The program runs, knows that it is a package's, and what it is as a service.
        Assert.StartsWith(Workshop.Version, (await _wine.RunAsync(Agent, "--version")).Output, StringComparison.Ordinal);
        var status = (await _wine.RunAsync(Agent, "service", "status", "--json")).Output;
        Assert.Contains("\"installed\":true", status, StringComparison.Ordinal);
        Assert.Contains($"\"package\":\"{MsiPackage.PackageName}\"", status, StringComparison.Ordinal);
        var refused = await _wine.TryAsync(Agent, "service", "uninstall");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(MsiPackage.PackageName, refused.Error, StringComparison.Ordinal);

        await PoliciesAndSecretsAsync();

        // Under Wine the process of a stopped service does not end, and its program could not be removed then.
        await _wine.TryAsync("taskkill", "/f", "/im", "dns4me-agent.exe");
        await _wine.RunAsync("msiexec", "/x", Wine.PathOf(Made.Msi), "/qn");
        Assert.Empty(await InstalledAsync());
        Assert.False(Directory.Exists(Path.Combine(_wine.Drive, "Program Files", "DNS4Me")));
        Assert.False(Directory.Exists(Path.Combine(_wine.Drive, "Program Files", "PowerShell", "Modules", "DNS4Me")));
        Assert.False(Directory.Exists(Path.Combine(_wine.Drive, "Program Files", "WindowsPowerShell", "Modules", "DNS4Me")));
        Assert.False(File.Exists(Path.Combine(_wine.Drive, "windows", "PolicyDefinitions", "DNS4Me.admx")));
        Assert.NotEqual(0, (await _wine.TryAsync("reg", "query", ServiceKey)).ExitCode);
    }

    /// <summary>The agent's Windows parts that run here: the registry's policies, the machine's before the user's, and DPAPI.</summary>
    private async Task PoliciesAndSecretsAsync()
    {
        await SetPolicyAsync("HKLM", "ServerHostName", "REG_SZ", "machine.example");
        await SetPolicyAsync("HKCU", "ServerHostName", "REG_SZ", "user.example");
        await SetPolicyAsync("HKCU", "OnlineTimeoutSeconds", "REG_DWORD", "300");
        var check = (await CheckAsync()).MustSucceed().Output;
        Assert.Matches(@"(?m)^ok +secrets: ", check);
        Assert.Matches(@"(?m)^ok +policy: ServerHostName \(MachinePolicy\) .*'machine\.example'", check);
        Assert.Matches(@"(?m)^ok +policy: OnlineTimeoutSeconds \(UserPolicy\) .*'00:05:00'", check);
        Assert.DoesNotContain("user.example", check, StringComparison.Ordinal);

        // A value of another kind is no policy that can be obeyed.
        await SetPolicyAsync("HKLM", "ServerPort", "REG_SZ", "1206");
        var broken = await CheckAsync();
        Assert.Equal(1, broken.ExitCode);
        Assert.Matches(@"(?m)^FAILED +policy: .*ServerPort", broken.Output);
        await _wine.RunAsync("reg", "delete", PolicyKey("HKLM"), "/f");
        await _wine.RunAsync("reg", "delete", PolicyKey("HKCU"), "/f");
    }

    private Task<ProgramResult> CheckAsync() => _wine.TryAsync(Agent, "check", "--home", @"C:\dns4me-check");

    private Task<ProgramResult> SetPolicyAsync(string hive, string name, string kind, string value) => _wine.RunAsync("reg", "add", PolicyKey(hive), "/v", name, "/t", kind, "/d", value, "/f");

    private static string PolicyKey(string hive) => hive + @"\Software\Policies\DNS4Me";

    private Task<ProgramResult> InstallAsync(string package) => _wine.RunAsync("msiexec", "/i", Wine.PathOf(package), "/qn");

    /// <summary>The versions that the system lists as installed.</summary>
    private async Task<List<string>> InstalledAsync()
    {
        const string list = @"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall";
        var keys = (await _wine.TryAsync("reg", "query", list, "/s")).Output.Split("HKEY_", StringSplitOptions.RemoveEmptyEntries);
        return [.. keys.Where(key => Value(key, "DisplayName") == "DNS4Me").Select(key => Value(key, "DisplayVersion"))];

        static string Value(string key, string name) => Regex.Match(key, $@"^\s*{name}\s+REG_SZ\s+(.*?)\s*$", RegexOptions.Multiline).Groups[1].Value;
    }

    private async Task ServiceIsThereAsync()
    {
        var key = (await _wine.RunAsync("reg", "query", ServiceKey)).Output;
        Assert.Contains(@"""C:\Program Files\DNS4Me\agent\dns4me-agent.exe"" --machine --start-reason Service", key, StringComparison.Ordinal);
        Assert.Contains("LocalSystem", key, StringComparison.Ordinal);
        Assert.Matches(@"Start\s+REG_DWORD\s+0x2", key);
        Assert.True(File.Exists(Agent));
    }

    private async Task<string> OlderAsync(string version, string product)
    {
        var package = Path.Combine(_wine.Folder, "older.msi");
        File.Copy(Made.Msi, package);
        var folder = string.Format(CultureInfo.InvariantCulture, "UPDATE `Property` SET `Value` = '{0}' WHERE `Property` = ", version);
        (await ProgramRun.ToEndAsync("msibuild", [package, "-q", folder + "'ProductVersion'"])).MustSucceed();
        (await ProgramRun.ToEndAsync("msibuild", [package, "-q", $"UPDATE `Property` SET `Value` = '{product}' WHERE `Property` = 'ProductCode'"])).MustSucceed();
        (await ProgramRun.ToEndAsync("msibuild", [package, "-s", "DNS4Me", "DNS4Me", "x64;1033", "{99999999-2222-3333-4444-555555555555}"])).MustSucceed();
        return package;
    }
}
