using System.Globalization;
using System.Text.Json;
using DNS4Me.Local;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>A client's home of the test's own, and consoles on it. The agent that served it does not outlive the test.</summary>
internal sealed class ClientHome : IAsyncDisposable
{
    private const string Prologue = "$ErrorActionPreference = 'Stop'; Import-Module DNS4Me\n";

    private readonly string _parent = Directory.CreateTempSubdirectory("dns4me-e2e-home-").FullName;
    private int _scripts;

    public ClientHome(int pathLength = 0)
    {
        Folder = Path.Combine(_parent, "home");
        while (Folder.Length < pathLength)
        {
            Folder = Path.Combine(Folder, new string('x', Math.Clamp(pathLength - Folder.Length - 1, 1, 50)));
        }
    }

    public string Folder { get; }

    /// <summary>The file with the authorities that the machine trusts; null: its own (SSL_CERT_FILE of OpenSSL).</summary>
    public string? Authorities { get; init; }

    /// <summary>What every console on this home runs under, such as an entry into a network namespace.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    /// <summary>The disk that the folder is on when it is one of its own.</summary>
    public SmallDisk? Disk { get; private set; }

    /// <summary>A home on a disk of its own.</summary>
    public static async Task<ClientHome> OnSmallDiskAsync()
    {
        var home = new ClientHome();
        home.Disk = await SmallDisk.MountAsync(home.Folder);
        return home;
    }

    /// <summary>The variables of a console on this home.</summary>
    public Dictionary<string, string?> Environment => Authorities is null
        ? new() { [AgentHome.Variable] = Folder }
        : new() { [AgentHome.Variable] = Folder, ["SSL_CERT_FILE"] = Authorities };

    /// <summary>Starts a console that runs a script, as the leader of a process group and session of its own.</summary>
    public ProgramRun Start(string script, params string[] wrapper)
    {
        string[] command = [.. Under, .. wrapper.Length > 0 ? wrapper : ["setsid"], Staged.Host, Save(script)];
        return ProgramRun.Start(command[0], command[1..], Environment);
    }

    /// <summary>Runs a script in a console to its end.</summary>
    public async Task<ProgramResult> RunAsync(string script)
    {
        await using var run = Start(script);
        return (await run.EndAsync()).MustSucceed();
    }

    /// <summary>Runs a script that must end in an error, and gives that.</summary>
    public async Task<SeenError> FailAsync(string script, params string[] wrapper)
    {
        await using var run = Start(
            $$"""
            $failed = $null
            try { {{script}} } catch { $failed = $_ }
            if (-not $failed) { throw 'There was no error.' }
            $seen = [Collections.Generic.Dictionary[string, string]]::new()
            $seen.ErrorId = $failed.FullyQualifiedErrorId
            $seen.Category = $failed.CategoryInfo.Category
            $seen.Target = $failed.TargetObject
            $seen.Message = $failed.Exception.Message
            $seen.Action = $failed.ErrorDetails.RecommendedAction
            [Console]::WriteLine('error ' + [Text.Json.JsonSerializer]::Serialize([object] $seen, $seen.GetType()))
            """,
            wrapper);
        var result = (await run.EndAsync()).MustSucceed();
        return JsonSerializer.Deserialize<SeenError>(result.Lines.Single(line => line.StartsWith("error ", StringComparison.Ordinal))[6..])!;
    }

    /// <summary>Tells the client which service, and registers.</summary>
    public Task RegisterAsync(IService service, string more = "") => RunAsync($"{UseServer(service)}\n{Register(service)}\n{more}");

    /// <summary>Registers and goes online.</summary>
    public async Task ConnectAsync(IService service, string timeout = "00:10:00")
    {
        await RegisterAsync(service, $"Set-DNS4MeOnlineSetting -Timeout {timeout}\nConnect-DNS4Me -TimeoutSec 30");
        Assert.Equal(service.OnlineAddress, await service.AnswerAsync());
    }

    public static string UseServer(IService service) => $"Set-DNS4MeServer -HostName {service.Api.Host} -Port {service.Api.Port} -Pin '{service.Pin}'";

    public static string Register(IService service)
        => $"Register-DNS4Me -Name 'Alice' -Email '{service.Email}' -RegistrationId '{service.RegistrationId}'";

    /// <summary>The running agent's process ID; null when none runs.</summary>
    public async Task<int?> AgentAsync()
    {
        var line = (await RunAsync("\"agent $((Get-DNS4MeAgent).ProcessId)\"")).Lines.Single(line => line.StartsWith("agent", StringComparison.Ordinal));
        return int.TryParse(line[5..], CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    /// <summary>What a command's result holds, as text.</summary>
    public async Task<string> GetAsync(string expression) => (await RunAsync($"\"got $({expression})\"")).Lines.Single(line => line.StartsWith("got", StringComparison.Ordinal))[3..].Trim();

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Folder))
        {
            await using var stop = Start("Stop-DNS4MeAgent -Force");
            await stop.EndAsync();
        }

        if (Disk is not null)
        {
            await Disk.DisposeAsync();
        }

        Directory.Delete(_parent, recursive: true);
    }

    private string Save(string script)
    {
        var path = Path.Combine(_parent, $"{Interlocked.Increment(ref _scripts)}.ps1");
        File.WriteAllText(path, Prologue + script);
        return path;
    }
}

/// <summary>An error record, as a person or a script sees it.</summary>
internal sealed record SeenError(string? ErrorId, string? Category, string? Target, string? Message, string? Action)
{
    public string? Code => ErrorId?.Split(',')[0];
}
