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
public sealed class MsiTests : IDisposable
{
    private const string ServiceKey = @"HKLM\" + MachineService.WindowsKey;

    private readonly TemporaryFolder _folder = new();

    private string Drive => Path.Combine(_folder.Path, "prefix", "drive_c");

    private string Agent => Path.Combine(Drive, "Program Files", "DNS4Me", "agent", "dns4me-agent.exe");

    public void Dispose()
    {
        // What Wine started ends with its server.
        using var end = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["-c", "command -v wineserver >/dev/null && wineserver -k -w; true"]) { Environment = { ["WINEPREFIX"] = Path.Combine(_folder.Path, "prefix") } });
        end!.WaitForExit();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_installs_upgrades_and_uninstalls_silently()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "prefix"));
        await WineAsync("wineboot", "--init");
        (await ProgramRun.ToEndAsync("wineserver", ["-w"], Environment())).MustSucceed();

        // An older version, which is this one but for what it says of itself.
        await InstallAsync(await OlderAsync("0.0.9", "{11111111-2222-3333-4444-555555555555}"));
        Assert.Equal(["0.0.9"], await InstalledAsync());
        await ServiceIsThereAsync();

        await InstallAsync(Made.Msi);
        Assert.Equal([Workshop.Version], await InstalledAsync());
        await ServiceIsThereAsync();
        foreach (var edition in new[] { "PowerShell", "WindowsPowerShell" })
        {
            var module = Path.Combine(Drive, "Program Files", edition, "Modules", "DNS4Me", Workshop.Version);
            Assert.True(File.Exists(Path.Combine(module, "DNS4Me.psd1")), module);
            Assert.True(File.Exists(Path.Combine(module, "en-US", "about_DNS4Me.help.txt")), module);
            Assert.False(Directory.Exists(Path.Combine(module, "agent")));
            Assert.Equal(Directory.Exists(Path.Combine(module, Programs.TemplateFolder)), File.Exists(Path.Combine(Drive, "windows", "PolicyDefinitions", "DNS4Me.admx")));
        }

        // The program runs, knows that it is a package's, and what it is as a service.
        Assert.StartsWith(Workshop.Version, (await WineAsync(Agent, "--version")).Output, StringComparison.Ordinal);
        var status = (await WineAsync(Agent, "service", "status", "--json")).Output;
        Assert.Contains("\"installed\":true", status, StringComparison.Ordinal);
        Assert.Contains($"\"package\":\"{MsiPackage.PackageName}\"", status, StringComparison.Ordinal);
        var refused = await ProgramRun.ToEndAsync("wine", [Agent, "service", "uninstall"], Environment());
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(MsiPackage.PackageName, refused.Error, StringComparison.Ordinal);

        await PoliciesAndSecretsAsync();

        // Named pipes hang under Wine, and with them a stopped agent, whose program could not be removed then.
        await ProgramRun.ToEndAsync("wine", ["taskkill", "/f", "/im", "dns4me-agent.exe"], Environment());
        await WineAsync("msiexec", "/x", WindowsPath(Made.Msi), "/qn");
        Assert.Empty(await InstalledAsync());
        Assert.False(Directory.Exists(Path.Combine(Drive, "Program Files", "DNS4Me")));
        Assert.False(Directory.Exists(Path.Combine(Drive, "Program Files", "PowerShell", "Modules", "DNS4Me")));
        Assert.False(Directory.Exists(Path.Combine(Drive, "Program Files", "WindowsPowerShell", "Modules", "DNS4Me")));
        Assert.False(File.Exists(Path.Combine(Drive, "windows", "PolicyDefinitions", "DNS4Me.admx")));
        Assert.NotEqual(0, (await ProgramRun.ToEndAsync("wine", ["reg", "query", ServiceKey], Environment())).ExitCode);
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
        await WineAsync("reg", "delete", PolicyKey("HKLM"), "/f");
        await WineAsync("reg", "delete", PolicyKey("HKCU"), "/f");
    }

    private Task<ProgramResult> CheckAsync() => ProgramRun.ToEndAsync("wine", [Agent, "check", "--home", @"C:\dns4me-check"], Environment());

    private Task<ProgramResult> SetPolicyAsync(string hive, string name, string kind, string value) => WineAsync("reg", "add", PolicyKey(hive), "/v", name, "/t", kind, "/d", value, "/f");

    private static string PolicyKey(string hive) => hive + @"\Software\Policies\DNS4Me";

    private static string WindowsPath(string path) => "Z:" + path.Replace('/', '\\');

    private Task<ProgramResult> InstallAsync(string package) => WineAsync("msiexec", "/i", WindowsPath(package), "/qn");

    /// <summary>The versions that the system lists as installed.</summary>
    private async Task<List<string>> InstalledAsync()
    {
        const string list = @"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall";
        var keys = (await ProgramRun.ToEndAsync("wine", ["reg", "query", list, "/s"], Environment())).Output.Split("HKEY_", StringSplitOptions.RemoveEmptyEntries);
        return [.. keys.Where(key => Value(key, "DisplayName") == "DNS4Me").Select(key => Value(key, "DisplayVersion"))];

        static string Value(string key, string name) => Regex.Match(key, $@"^\s*{name}\s+REG_SZ\s+(.*?)\s*$", RegexOptions.Multiline).Groups[1].Value;
    }

    private async Task ServiceIsThereAsync()
    {
        var key = (await WineAsync("reg", "query", ServiceKey)).Output;
        Assert.Contains(@"""C:\Program Files\DNS4Me\agent\dns4me-agent.exe"" --machine --start-reason Service", key, StringComparison.Ordinal);
        Assert.Contains("LocalSystem", key, StringComparison.Ordinal);
        Assert.Matches(@"Start\s+REG_DWORD\s+0x2", key);
        Assert.True(File.Exists(Agent));
    }

    private async Task<string> OlderAsync(string version, string product)
    {
        var package = Path.Combine(_folder.Path, "older.msi");
        File.Copy(Made.Msi, package);
        var folder = string.Format(CultureInfo.InvariantCulture, "UPDATE `Property` SET `Value` = '{0}' WHERE `Property` = ", version);
        (await ProgramRun.ToEndAsync("msibuild", [package, "-q", folder + "'ProductVersion'"])).MustSucceed();
        (await ProgramRun.ToEndAsync("msibuild", [package, "-q", $"UPDATE `Property` SET `Value` = '{product}' WHERE `Property` = 'ProductCode'"])).MustSucceed();
        (await ProgramRun.ToEndAsync("msibuild", [package, "-s", "DNS4Me", "DNS4Me", "x64;1033", "{99999999-2222-3333-4444-555555555555}"])).MustSucceed();
        return package;
    }

    private async Task<ProgramResult> WineAsync(params string[] command) => (await ProgramRun.ToEndAsync("wine", command, Environment())).MustSucceed();

    private Dictionary<string, string?> Environment() => new()
    {
        ["WINEPREFIX"] = Path.Combine(_folder.Path, "prefix"),
        ["WINEDEBUG"] = "-all",
        ["WINEDLLOVERRIDES"] = "mscoree=;mshtml=",
        ["DISPLAY"] = "",
    };
}
