using System.Globalization;
using System.Security.Principal;
using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>The user that the agent runs as.</summary>
internal static class CurrentUser
{
    /// <summary>The numeric ID on Unix, the SID on Windows: what <see cref="AgentHome.OfUser"/> wants.</summary>
    public static string Id
    {
        get
        {
            if (!OperatingSystem.IsWindows())
            {
                return Libc.GetEffectiveUserId().ToString(CultureInfo.InvariantCulture);
            }

            using var identity = WindowsIdentity.GetCurrent();
            return identity.User!.Value;
        }
    }

    /// <summary>The home at a folder.</summary>
    public static AgentHome HomeAt(string folder) => AgentHome.OfUser(folder, "", Id, OperatingSystem.IsWindows());
}
