using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Installation.Launchd;
using DNS4Me.Agent.Installation.Systemd;
using DNS4Me.Agent.Installation.Windows;

namespace DNS4Me.Agent.Installation;

/// <summary>The installer for the system that this is.</summary>
internal static class SystemInstaller
{
    private const string Root = "/";

    /// <summary>
    /// On Linux not below lib: SELinux takes what is in libexec for programs that the system may run. On macOS and Windows beside or near the machine's files.
    /// </summary>
    private const string LinuxFolder = "/usr/local/libexec/dns4me/agent";

    private const string MacFolder = "/Library/Application Support/DNS4Me/agent";

    /// <summary>Makes it.</summary>
    public static ServiceInstaller Create() => new(Manager(), new(ProgramPath()), MachineHome.Get(), SystemPolicies.For(AgentScope.Machine), Environment.IsPrivilegedProcess);

    private static IServiceManager Manager() => OperatingSystem.IsWindows()
        ? new WindowsManager(new WindowsServiceControl(), TimeProvider.System)
        : OperatingSystem.IsMacOS() ? new LaunchdManager(new SystemTool(), Root, TimeProvider.System) : new SystemdManager(new SystemTool(), Root);

    private static string ProgramPath() => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "DNS4Me", "agent")
        : OperatingSystem.IsMacOS() ? MacFolder : LinuxFolder;
}
