using System.Globalization;
using System.Text.RegularExpressions;
using DNS4Me.Local;

namespace DNS4Me.Agent.Installation.Launchd;

/// <summary>launchd, by its files and launchctl(1).</summary>
/// <param name="tool">Runs launchctl and dseditgroup.</param>
/// <param name="root">The folder that all paths are below: the root itself, or a test's.</param>
/// <param name="time">The clock.</param>
internal sealed partial class LaunchdManager(ISystemTool tool, string root, TimeProvider time) : IServiceManager
{
    private const string Control = "launchctl";
    private const string Domain = "system";
    private const string Target = Domain + "/" + MachineService.LaunchdLabel;
    private const string RootUser = "root";
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);

    private string PlistFile => root == "/" ? MachineService.LaunchdFile : root + MachineService.LaunchdFile;

    /// <inheritdoc/>
    public async Task<RegisteredService> QueryAsync(CancellationToken cancellation)
    {
        if (!File.Exists(PlistFile))
        {
            return RegisteredService.None;
        }

        var loaded = await tool.RunAsync(Control, ["print", Target], cancellation).ConfigureAwait(false);
        var process = loaded.ExitCode == 0 && ProcessLine().Match(loaded.Output) is { Success: true } line ? int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture) : (int?)null;
        var disabled = (await tool.RunAsync(Control, ["print-disabled", Domain], cancellation).ConfigureAwait(false)).MustSucceed("tell how the service stands");
        return new(true)
        {
            Running = process is not null,
            ProcessId = process,
            StartType = DisabledLine().IsMatch(disabled.Output) ? ServiceStartType.Manual : ServiceStartType.Automatic,
            User = RootUser,
        };
    }

    /// <inheritdoc/>
    public void RequireManager()
    {
    }

    /// <inheritdoc/>
    public async Task RegisterAsync(ServiceProgram program, ServiceStartType startType, CancellationToken cancellation)
    {
        if ((await tool.RunAsync("dseditgroup", ["-o", "read", MachineService.Account], cancellation).ConfigureAwait(false)).ExitCode != 0)
        {
            (await tool.RunAsync("dseditgroup", ["-o", "create", "-r", "DNS4Me", MachineService.Account], cancellation).ConfigureAwait(false))
                .MustSucceed($"make the group '{MachineService.Account}'");
        }

        try
        {
            SystemFile.Write(PlistFile, LaunchdPlist.Text(program));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed($"write '{PlistFile}'", e.Message), e);
        }

        await SetStartTypeAsync(startType, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task SetStartTypeAsync(ServiceStartType startType, CancellationToken cancellation)
        => ControlAsync("set when the system starts the service", cancellation, startType == ServiceStartType.Automatic ? "enable" : "disable", Target);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (await IsLoadedAsync(cancellation).ConfigureAwait(false))
        {
            await ControlAsync("start the service", cancellation, "kickstart", Target).ConfigureAwait(false);
            return;
        }

        // What is disabled cannot be loaded, which here is how it is started.
        var startType = (await QueryAsync(cancellation).ConfigureAwait(false)).StartType;
        await SetStartTypeAsync(ServiceStartType.Automatic, cancellation).ConfigureAwait(false);
        await ControlAsync("start the service", cancellation, "bootstrap", Domain, PlistFile).ConfigureAwait(false);
        if (startType == ServiceStartType.Manual)
        {
            await SetStartTypeAsync(ServiceStartType.Manual, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (!await IsLoadedAsync(cancellation).ConfigureAwait(false))
        {
            return;
        }

        // It may answer that it is still at it.
        var told = await tool.RunAsync(Control, ["bootout", Target], cancellation).ConfigureAwait(false);
        var started = time.GetTimestamp();
        while (await IsLoadedAsync(cancellation).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(started) > MachineService.StopTimeout)
            {
                throw new DNS4MeException(Faults.SystemServiceFailed("stop the service", told.Error.Trim() is { Length: > 0 } said ? said : "it goes on."));
            }

            await Task.Delay(RetryInterval, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task UnregisterAsync(CancellationToken cancellation)
    {
        try
        {
            File.Delete(PlistFile);
            return Task.CompletedTask;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed($"remove '{PlistFile}'", e.Message), e);
        }
    }

    [GeneratedRegex(@"^\s*pid = (\d+)", RegexOptions.Multiline)]
    private static partial Regex ProcessLine();

    [GeneratedRegex("^\\s*\"" + MachineService.LaunchdLabel + "\" => (true|disabled)", RegexOptions.Multiline)]
    private static partial Regex DisabledLine();

    private async Task<bool> IsLoadedAsync(CancellationToken cancellation)
        => (await tool.RunAsync(Control, ["print", Target], cancellation).ConfigureAwait(false)).ExitCode == 0;

    private async Task<ToolResult> ControlAsync(string what, CancellationToken cancellation, params string[] arguments)
        => (await tool.RunAsync(Control, arguments, cancellation).ConfigureAwait(false)).MustSucceed(what);
}
