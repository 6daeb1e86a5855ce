using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Client;

/// <summary>Who and where we are.</summary>
internal static class LocalMachine
{
    public static bool IsWindows { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    public static bool IsMacOS { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    public static OSPlatform System { get; } = IsWindows ? OSPlatform.Windows : IsMacOS ? OSPlatform.OSX : OSPlatform.Linux;

    /// <summary>The module's version, without the build's parts.</summary>
    public static string ModuleVersion { get; } = typeof(LocalMachine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>().InformationalVersion.Split('+')[0];

    /// <summary>The user's numeric ID on Unix, the SID on Windows.</summary>
    public static string UserId => IsWindows ? WindowsIdentity.UserSid() : UnixCalls.EffectiveUserId().ToString(CultureInfo.InvariantCulture);

    /// <summary>The home of the machine's agent.</summary>
    public static AgentHome MachineHome { get; } = AgentHome.OfMachine(
        System,
        Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>The home that commands are for, as the environment and the system's services say now.</summary>
    public static AgentHome Home()
    {
        var overridden = Environment.GetEnvironmentVariable(AgentHome.Variable);
        var user = AgentHome.OfUser(
            overridden,
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            UserId,
            IsWindows);
        return AgentHome.OfConsole(overridden, user, MachineHome, MachineIsServed());
    }

    /// <summary>Whether the machine's service is installed or, on Linux, whether the folder of its socket is there, which root alone can make.</summary>
    private static bool MachineIsServed() => IsWindows
        ? WindowsRegistry.HasMachineKey(MachineService.WindowsKey)
        : IsMacOS
            ? File.Exists(MachineService.LaunchdFile)
            : MachineService.UnitFolders.Any(folder => File.Exists($"{folder}/{MachineService.UnitName}")) || Directory.Exists(Path.GetDirectoryName(MachineHome.Endpoint));
}
