using System.Runtime.InteropServices;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Client;

/// <summary>Who serves an endpoint: asked before anything is sent, since anybody may have opened it.</summary>
internal static class AgentPeer
{
    /// <summary>Makes sure that the endpoint belongs to the user or to the system; the machine's to the system or to the user that its service has.</summary>
    /// <returns>The process that serves it; null when the system does not say.</returns>
    /// <exception cref="DNS4MeException">It belongs to somebody else, or nobody can tell.</exception>
    public static int? Verify(SafeHandle pipe, AgentHome home) => LocalMachine.IsWindows ? VerifyWindows(pipe, home) : VerifyUnix(pipe, home);

    private static int? VerifyUnix(SafeHandle pipe, AgentHome home)
    {
        if (!UnixCalls.TryGetPeer(pipe, out var user, out var process))
        {
            throw NotTrusted(home, "nobody that the system names");
        }

        var own = home.Scope == AgentScope.Machine ? UnixCalls.UserIdOf(MachineService.Account) : UnixCalls.EffectiveUserId();
        return user == UnixCalls.Root || user == own ? process : throw NotTrusted(home, Words.UnixUser(user));
    }

    private static int? VerifyWindows(SafeHandle pipe, AgentHome home)
    {
        var owner = WindowsIdentity.OwnerSid(pipe);
        return owner is WindowsIdentity.SystemSid or WindowsIdentity.AdministratorsSid || (home.Scope == AgentScope.User && owner == WindowsIdentity.UserSid())
            ? WindowsIdentity.ServerProcess(pipe)
            : throw NotTrusted(home, owner);
    }

    private static DNS4MeException NotTrusted(AgentHome home, string owner) => new(Faults.AgentNotTrusted(home.Endpoint, owner));
}
