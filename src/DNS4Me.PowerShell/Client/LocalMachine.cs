using System.Globalization;
using System.Runtime.InteropServices;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Client;

/// <summary>Who and where we are.</summary>
internal static class LocalMachine
{
    public static bool IsWindows { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    public static bool IsMacOS { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    /// <summary>The module's version, without the build's parts.</summary>
    public static string ModuleVersion { get; } = typeof(LocalMachine).Assembly.GetName().Version.ToString(3);

    /// <summary>The user's numeric ID on Unix, the SID on Windows.</summary>
    public static string UserId => IsWindows ? WindowsIdentity.UserSid() : UnixCalls.EffectiveUserId().ToString(CultureInfo.InvariantCulture);

    /// <summary>The home of this user's agent, as the environment says now.</summary>
    public static AgentHome Home() => AgentHome.OfUser(
        Environment.GetEnvironmentVariable(AgentHome.Variable),
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        UserId,
        IsWindows);
}
