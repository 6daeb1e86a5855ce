using System.Runtime.InteropServices;
using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Installation.Launchd;
using DNS4Me.Agent.Installation.Systemd;
using DNS4Me.Agent.Installation.Windows;
using DNS4Me.Local;

namespace DNS4Me.Agent.Installation;

/// <summary>The installer for the system that this is.</summary>
internal static class SystemInstaller
{
    private const string Root = "/";

    /// <summary>Makes it.</summary>
    public static ServiceInstaller Create() => new(Manager(), new(ProgramPath()), MachineHome.Get(), SystemPolicies.For(AgentScope.Machine), Environment.IsPrivilegedProcess);

    private static IServiceManager Manager() => OperatingSystem.IsWindows()
        ? new WindowsManager(new WindowsServiceControl(), TimeProvider.System)
        : OperatingSystem.IsMacOS() ? new LaunchdManager(new SystemTool(), Root, TimeProvider.System) : new SystemdManager(new SystemTool(), Root);

    /// <summary>
    /// A package's folder, if there is one and no administrator's unit goes before the package's; else the administrator's.
    /// </summary>
    private static string ProgramPath()
    {
        var folders = AgentPrograms.MachineFolders(MachineHome.System, Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles));
        return MachineHome.System == OSPlatform.Linux && File.Exists($"{MachineService.UnitFolders[0]}/{MachineService.UnitName}")
            ? folders[0]
            : folders.FirstOrDefault(folder => new ProgramFolder(folder).Package is not null) ?? folders[0];
    }
}
