using System.Globalization;
using DNS4Me.Local;

namespace DNS4Me.Agent.Installation.Systemd;

/// <summary>systemd, by its files and systemctl(1).</summary>
/// <param name="tool">Runs systemctl and systemd-sysusers.</param>
/// <param name="root">The folder that all paths are below: the root itself, or a test's.</param>
internal sealed class SystemdManager(ISystemTool tool, string root) : IServiceManager
{
    private const string ServiceControl = "systemctl";
    private const string AccountsFile = "/etc/sysusers.d/dns4me.conf";

    /// <summary>sd_booted(3).</summary>
    private const string BootedFolder = "/run/systemd/system";

    /// <summary>Where a runtime is not seen by a service that homes are hidden from.</summary>
    private static readonly string[] HiddenFolders = ["/home/", "/root/", "/run/user/"];

    /// <summary>sysusers.d(5): a user and a group of this name, made once and kept, since files are theirs.</summary>
    public static string AccountsText => $"u {MachineService.Account} - \"DNS4Me agent\" {AgentHomeFolder}\n";

    private string UnitFile => At($"{MachineService.UnitFolders[0]}/{MachineService.UnitName}");

    /// <inheritdoc/>
    public async Task<RegisteredService> QueryAsync(CancellationToken cancellation)
    {
        if (!MachineService.UnitFolders.Any(folder => File.Exists(At($"{folder}/{MachineService.UnitName}"))))
        {
            return RegisteredService.None;
        }

        if (!Directory.Exists(At(BootedFolder)))
        {
            return new(true) { User = MachineService.Account };
        }

        var shown = (await ControlAsync("tell how the service stands", cancellation, "show", "--property=ActiveState,UnitFileState,MainPID,User", MachineService.UnitName)
            .ConfigureAwait(false)).Output.Split('\n').Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1].Trim());
        return new(true)
        {
            Running = Of("ActiveState") is "active" or "activating" or "reloading",
            StartType = Of("UnitFileState") is "enabled" or "enabled-runtime" ? ServiceStartType.Automatic : ServiceStartType.Manual,
            ProcessId = int.TryParse(Of("MainPID"), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process > 0 ? process : null,
            User = Of("User") is { Length: > 0 } user ? user : MachineService.Account,
        };

        string? Of(string property) => shown.GetValueOrDefault(property);
    }

    /// <inheritdoc/>
    public void RequireManager()
    {
        if (!Directory.Exists(At(BootedFolder)))
        {
            throw new DNS4MeException(Faults.SystemServiceFailed("install the service", "this machine is not run by systemd."));
        }
    }

    /// <inheritdoc/>
    public async Task RegisterAsync(ServiceProgram program, ServiceStartType startType, CancellationToken cancellation)
    {
        if (program.RuntimeFolder is { } runtime && HiddenFolders.Any(folder => (runtime + "/").StartsWith(folder, StringComparison.Ordinal)))
        {
            throw new DNS4MeException(Faults.SystemServiceFailed(
                "register the service", $"the .NET runtime lies in '{runtime}', in a home, which is hidden from services. Install it for the whole machine."));
        }

        if (program.IsPackaged)
        {
            await SetStartTypeAsync(startType, cancellation).ConfigureAwait(false);
            return;
        }

        Write(AccountsFile, AccountsText);
        (await tool.RunAsync("systemd-sysusers", [At(AccountsFile)], cancellation).ConfigureAwait(false)).MustSucceed($"make the user and the group '{MachineService.Account}'");
        Write($"{MachineService.UnitFolders[0]}/{MachineService.UnitName}", SystemdUnit.Text(program));
        await ControlAsync("register the service", cancellation, "daemon-reload").ConfigureAwait(false);
        await SetStartTypeAsync(startType, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task SetStartTypeAsync(ServiceStartType startType, CancellationToken cancellation)
        => ControlAsync("set when the system starts the service", cancellation, startType == ServiceStartType.Automatic ? "enable" : "disable", "--quiet", MachineService.UnitName);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation) => ControlAsync("start the service", cancellation, "start", MachineService.UnitName);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellation) => ControlAsync("stop the service", cancellation, "stop", MachineService.UnitName);

    /// <inheritdoc/>
    public async Task UnregisterAsync(CancellationToken cancellation)
    {
        await SetStartTypeAsync(ServiceStartType.Manual, cancellation).ConfigureAwait(false);
        Do("remove the unit", () =>
        {
            File.Delete(UnitFile);
            File.Delete(At(AccountsFile));
        });
        await ControlAsync("have systemd forget the service", cancellation, "daemon-reload").ConfigureAwait(false);
    }

    private static string AgentHomeFolder => AgentHome.OfMachine(System.Runtime.InteropServices.OSPlatform.Linux, "").Folder;

    private static void Do(string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed(what, e.Message), e);
        }
    }

    private string At(string path) => root == "/" ? path : root + path;

    private async Task<ToolResult> ControlAsync(string what, CancellationToken cancellation, params string[] arguments)
        => (await tool.RunAsync(ServiceControl, arguments, cancellation).ConfigureAwait(false)).MustSucceed(what);

    private void Write(string path, string text) => Do($"write '{path}'", () => SystemFile.Write(At(path), text));
}
