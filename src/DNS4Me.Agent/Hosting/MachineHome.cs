using System.Runtime.InteropServices;
using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>The home of this machine's agent.</summary>
internal static class MachineHome
{
    /// <summary>The system that this is.</summary>
    public static OSPlatform System { get; } = OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux;

    /// <summary>The home, by the system that this is.</summary>
    public static AgentHome Get() => AgentHome.OfMachine(
        System,
        Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData));
}
