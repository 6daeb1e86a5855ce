using System.IO.Compression;
using DNS4Me.EndToEnd.Fixtures;
using DNS4Me.Packages.Fixtures;

namespace DNS4Me.Packages;

/// <summary>The module of the package for Windows in PowerShell's engine there, with the agent that it starts. The engine's host is this project's own, and its Windows is Wine.</summary>
public sealed class WindowsModuleTests : IAsyncLifetime
{
    private const string Site = "C:\\Web sites\\gr\u00fc\u00dfe";

    private static readonly string Host = Path.Combine(Repository.Root, "out", "native", "Host-win-x64", "DNS4Me.Host.exe");

    /// <summary>Where no policy allows it, no script may be run.</summary>
    private static readonly Dictionary<string, string?> Settings = new() { ["PSExecutionPolicyPreference"] = "Bypass", ["DNS4ME_HOME"] = null };

    private Wine _wine = null!;
    private DevService _service = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Host), "There is no host for Windows: dotnet publish tools/DNS4Me.Host --configuration Release --runtime win-x64 --self-contained --output out/native/Host-win-x64");

        // The engine loads what Wine has in the place of .NET Framework's loader.
        _wine = await Wine.StartAsync("mshtml=");
        _service = await DevService.StartAsync();
        await ZipFile.ExtractToDirectoryAsync(Made.Archive("win-x64", ".zip"), Path.Combine(_wine.Folder, "package"));
    }

    public async ValueTask DisposeAsync()
    {
        _wine?.Dispose();
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
    }

    [Fact]
    public async Task It_starts_an_agent_that_other_consoles_find_and_keeps_the_domains_online()
    {
        Directory.CreateDirectory(Path.Combine(_wine.Drive, "Web sites", "gr\u00fc\u00dfe"));
        await File.WriteAllTextAsync(Path.Combine(_wine.Drive, "Web sites", "gr\u00fc\u00dfe", "index.html"), "from Windows", TestContext.Current.CancellationToken);
        var first = await ConsoleAsync($$"""
            "engine $($PSVersionTable.PSVersion.Major) $IsWindows"
            {{ClientHome.UseServer(_service)}}
            Register-DNS4Me -Name Alice -Email {{_service.Email}} -RegistrationId {{_service.RegistrationId}}
            Connect-DNS4Me
            "agent $((Get-DNS4MeAgent).ProcessId) $((Get-DNS4MeStatus).State)"
            """);
        Assert.Equal("engine 7 True", first[0]);
        var agent = first[1].Split(' ')[1];
        Assert.Equal($"agent {agent} Online", first[1]);
        await _service.IsOnlineAsync();

        var port = Ports.Free();
        var second = await ConsoleAsync($$"""
            "agent $((Get-DNS4MeAgent).ProcessId)"
            Add-DNS4MeRecord {{_service.Domain}} ftp -Address 192.0.2.7
            "record $((Get-DNS4MeRecord {{_service.Domain}} ftp -Type A).CurrentData)"
            Set-DNS4MeWebSite {{_service.Domain}} -Enabled $true -Primary $true -LocalFolder '{{Site}}'
            Start-DNS4MeWebServer -Port {{port}}
            try { Set-DNS4MeOnlineSetting -Address 0.0.0.0 } catch { "error $($_.FullyQualifiedErrorId)" }
            """);
        Assert.Equal($"agent {agent}", second[0]);
        Assert.Contains("record 192.0.2.7", second);
        Assert.Contains(second, line => line.StartsWith($"error {FaultCode.InvalidValue}", StringComparison.Ordinal));
        Assert.Equal("from Windows", (await ProgramRun.ToEndAsync("curl", ["-sS", "--max-time", "20", $"http://127.0.0.1:{port}/"])).MustSucceed().Output);

        Assert.Equal(["False Offline"], await ConsoleAsync("""
            Stop-DNS4MeAgent -Force
            "$((Get-DNS4MeAgent).Running) $((Get-DNS4MeStatus).State)"
            """));
        await _service.IsOfflineAsync();
    }

    /// <summary>A console's lines.</summary>
    private async Task<IReadOnlyList<string>> ConsoleAsync(string script)
    {
        var module = Directory.GetFiles(Path.Combine(_wine.Folder, "package"), "DNS4Me.psd1", SearchOption.AllDirectories).Single();
        var path = Path.Combine(_wine.Folder, "script.ps1");
        await File.WriteAllTextAsync(path, $"$ErrorActionPreference = 'Stop'\nImport-Module '{Wine.PathOf(module)}'\n{script}", TestContext.Current.CancellationToken);
        return (await _wine.RunForFileAsync(Settings, Host, Wine.PathOf(path))).MustSucceed().Lines;
    }
}
