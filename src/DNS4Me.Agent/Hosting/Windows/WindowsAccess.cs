using System.IO.Pipes;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace DNS4Me.Agent.Hosting.Windows;

/// <summary>Who may reach an agent on Windows: the machine's, the system and its administrators, from this machine; a user's, that user.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsAccess
{
    private static readonly SecurityIdentifier LocalSystem = new(WellKnownSidType.LocalSystemSid, null);
    private static readonly SecurityIdentifier Administrators = new(WellKnownSidType.BuiltinAdministratorsSid, null);
    private static readonly SecurityIdentifier Network = new(WellKnownSidType.NetworkSid, null);

    /// <summary>
    /// The rights of a user's pipe: its owner's alone. The owner is the user, or Administrators where the process is elevated, since those are whom a console trusts. What the token has as its
    /// default owner can be any group, and a console would take the agent for a stranger's.
    /// </summary>
    public static PipeSecurity OfUserPipe()
    {
        using var identity = WindowsIdentity.GetCurrent();
        var owner = identity.Owner == Administrators ? Administrators : identity.User!;
        var security = new PipeSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.SetOwner(owner);
        security.AddAccessRule(new(owner, PipeAccessRights.FullControl, AccessControlType.Allow));
        return security;
    }

    /// <summary>The rights of the machine's pipe. Administrators may speak; the system alone may open another instance of it.</summary>
    public static PipeSecurity OfPipe()
    {
        var security = new PipeSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new(Network, PipeAccessRights.FullControl, AccessControlType.Deny));
        security.AddAccessRule(new(LocalSystem, PipeAccessRights.FullControl, AccessControlType.Allow));
        security.AddAccessRule(new(Administrators, PipeAccessRights.ReadWrite | PipeAccessRights.Synchronize, AccessControlType.Allow));
        return security;
    }

    /// <summary>
    /// Makes the machine's folder, or closes the one there to all others. Anybody may make a folder in the place where it lies, so one that belongs to
    /// somebody else is not taken.
    /// </summary>
    /// <exception cref="DNS4MeException">It is somebody else's, or cannot be made.</exception>
    public static void PrepareFolder(string path)
    {
        try
        {
            var folder = new DirectoryInfo(path);
            if (!folder.Exists)
            {
                folder.Create(OfFolder());
                return;
            }

            var owner = folder.GetAccessControl(AccessControlSections.Owner).GetOwner(typeof(SecurityIdentifier));
            if (owner is null || (!LocalSystem.Equals(owner) && !Administrators.Equals(owner)))
            {
                throw new DNS4MeException(Faults.AgentStartFailed(path, $"'{path}' belongs to {owner?.Value ?? "nobody"}."));
            }

            folder.SetAccessControl(OfFolder());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.AgentStartFailed(path, e.Message), e);
        }
    }

    private static DirectorySecurity OfFolder()
    {
        var security = new DirectorySecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        foreach (var who in new[] { LocalSystem, Administrators })
        {
            security.AddAccessRule(new(who, FileSystemRights.FullControl, InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit, PropagationFlags.None, AccessControlType.Allow));
        }

        return security;
    }
}
