namespace DNS4Me.Local;

/// <summary>What the machine's agent is called by the system, and the words of the agent's program that install it. Both ends need them: one writes, the other looks.</summary>
public static class MachineService
{
    /// <summary>On Unix the group whose members may speak to the machine's agent, and on Linux the user that it runs as.</summary>
    public const string Account = "dns4me";

    /// <summary>The unit of systemd.</summary>
    public const string UnitName = "dns4me-agent.service";

    /// <summary>The folders that systemd reads an installed unit from: the administrator's, and a package's.</summary>
    public static readonly IReadOnlyList<string> UnitFolders = ["/etc/systemd/system", "/usr/lib/systemd/system"];

    /// <summary>The label of launchd.</summary>
    public const string LaunchdLabel = "net.dns4me.agent";

    /// <summary>Where launchd reads it from.</summary>
    public const string LaunchdFile = "/Library/LaunchDaemons/" + LaunchdLabel + ".plist";

    /// <summary>The service's name on Windows.</summary>
    public const string WindowsName = "DNS4MeAgent";

    /// <summary>Where Windows keeps its services, below HKEY_LOCAL_MACHINE.</summary>
    public const string WindowsKey = @"SYSTEM\CurrentControlSet\Services\" + WindowsName;

    /// <summary>The agent's argument in place of <see cref="AgentProtocol.HomeArgument"/> that serves the machine's home.</summary>
    public const string MachineArgument = "--machine";

    /// <summary>The agent's command that all of the following are commands of. Each but <see cref="StatusCommand"/> needs an administrator.</summary>
    public const string Command = "service";

    /// <summary>Installs the service, or brings it up to date.</summary>
    public const string InstallCommand = "install";

    /// <summary>Stops the service and removes it.</summary>
    public const string UninstallCommand = "uninstall";

    /// <summary>Starts the installed service.</summary>
    public const string StartCommand = "start";

    /// <summary>Sets when the system starts the installed service: followed by a <see cref="ServiceStartType"/>.</summary>
    public const string StartTypeCommand = "start-type";

    /// <summary>Tells how the service stands.</summary>
    public const string StatusCommand = "status";

    /// <summary>With <see cref="InstallCommand"/>: installs without starting.</summary>
    public const string NoStartArgument = "--no-start";

    /// <summary>With <see cref="UninstallCommand"/>: removes the machine's settings, registration and state too.</summary>
    public const string RemoveDataArgument = "--remove-data";

    /// <summary>Answers in one line of JSON: <see cref="AgentServiceInfo"/>, or a <see cref="Fault"/> and exit code 1.</summary>
    public const string JsonArgument = "--json";

    /// <summary>
    /// How long the service may take to stop: the agent has five seconds to tell the far end, and some more to answer those who are connected. Then the
    /// system ends it, and the far end's timeout takes the domains offline.
    /// </summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);
}
