using System.Diagnostics;

namespace DNS4Me.Packages.Fixtures;

/// <summary>A Windows of the test's own, as Wine makes it. It ends with all that was started in it.</summary>
internal sealed class Wine : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _environment;

    /// <param name="overrides">Libraries that Wine is to do without, in the form of WINEDLLOVERRIDES.</param>
    private Wine(string overrides)
    {
        var prefix = Directory.CreateDirectory(Path.Combine(_folder.Path, "prefix")).FullName;
        Drive = Path.Combine(prefix, "drive_c");
        _environment = new()
        {
            ["WINEPREFIX"] = prefix,
            ["WINEDEBUG"] = "-all",
            ["WINEDLLOVERRIDES"] = overrides,
            ["DISPLAY"] = "",
        };
    }

    /// <summary>Where its drive C lies.</summary>
    public string Drive { get; }

    /// <summary>A folder that goes with it, outside its drive.</summary>
    public string Folder => _folder.Path;

    /// <summary>Makes it.</summary>
    /// <param name="overrides">Libraries that Wine is to do without, in the form of WINEDLLOVERRIDES.</param>
    public static async Task<Wine> StartAsync(string overrides = "mscoree=;mshtml=")
    {
        Peer.Require("wine");
        var wine = new Wine(overrides);
        await wine.RunAsync("wineboot", "--init");
        (await ProgramRun.ToEndAsync("wineserver", ["-w"], wine._environment)).MustSucceed();
        return wine;
    }

    /// <summary>How a file of this machine is named there.</summary>
    public static string PathOf(string path) => "Z:" + path.Replace('/', '\\');

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<ProgramResult> RunAsync(params string[] command) => (await TryAsync(command)).MustSucceed();

    /// <summary>Runs a command.</summary>
    public Task<ProgramResult> TryAsync(params string[] command) => ProgramRun.ToEndAsync("wine", command, _environment);

    /// <summary>Runs a command that may leave a program behind, which would hold the command's output open: it goes to a file.</summary>
    public async Task<ProgramResult> RunForFileAsync(IReadOnlyDictionary<string, string?> environment, params string[] command)
    {
        var (output, error) = (Path.Combine(Folder, "output"), Path.Combine(Folder, "error"));
        var run = await ProgramRun.ToEndAsync("sh", ["-c", $"exec wine \"$@\" >'{output}' 2>'{error}' </dev/null", "sh", .. command], _environment.Concat(environment).ToDictionary());
        return run with { Output = await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken), Error = await File.ReadAllTextAsync(error, TestContext.Current.CancellationToken) };
    }

    public void Dispose()
    {
        using var end = Process.Start(new ProcessStartInfo("wineserver", ["-k", "-w"]) { Environment = { ["WINEPREFIX"] = _environment["WINEPREFIX"] } });
        end!.WaitForExit();
        _folder.Dispose();
    }
}
