using System.Runtime.Versioning;
using DNS4Me.Agent.Hosting.Windows;
using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>Folders that nobody but their owner may look into: an agent's home, and where the sockets of long homes lie.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode GroupEnters = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>Makes a home, or makes sure that the one there is ours and ours alone. Its owner may have put a link in its place.</summary>
    /// <exception cref="DNS4MeException">It is somebody else's, or cannot be made.</exception>
    public static void PrepareHome(AgentHome home)
    {
        if (OperatingSystem.IsWindows() && home.Scope == AgentScope.Machine)
        {
            WindowsAccess.PrepareFolder(home.Folder);
            return;
        }

        Prepare(home.Folder, home.Folder, followLinks: true, OwnerOnly, tighten: true);
    }

    /// <summary>
    /// Makes a folder in a place where everybody may make one, or makes sure that the one there is ours and ours alone. One that is not was
    /// put there by somebody else, or could be reached by others before: it is left alone.
    /// </summary>
    /// <exception cref="DNS4MeException">It is not a folder of our own, or others have access to it.</exception>
    public static void PrepareShared(string path, string home) => Prepare(path, home, followLinks: false, OwnerOnly, tighten: false);

    /// <summary>Makes the folder of the machine's socket, which the members of a group may enter, or makes sure that the one there is ours and theirs alone.</summary>
    /// <exception cref="DNS4MeException">It is somebody else's, or cannot be made.</exception>
    [UnsupportedOSPlatform("windows")]
    public static void PrepareRuntime(string path, string home, uint? group)
    {
        Prepare(path, home, followLinks: false, GroupEnters, tighten: true);
        try
        {
            if (group is { } members)
            {
                UnixGroup.Give(path, members);

                // What the umask took when the folder was made.
                File.SetUnixFileMode(path, GroupEnters);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.AgentStartFailed(home, e.Message), e);
        }
    }

    private static void Prepare(string path, string home, bool followLinks, UnixFileMode allowed, bool tighten)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // A folder in the user's local data has that user's access rights from its parent.
                Directory.CreateDirectory(path);
                return;
            }

            // Leaves a folder that is there, or a link to one, as it is.
            Directory.CreateDirectory(path, allowed);
            if (FileStatus.OfPath(path, followLinks) is not { IsFolder: true } status)
            {
                throw Failed(home, $"'{path}' is not a folder.");
            }

            if (status.User != Libc.GetEffectiveUserId())
            {
                throw Failed(home, $"'{path}' belongs to the user with the ID {status.User}.");
            }

            if (File.GetUnixFileMode(path) is var mode && (mode & ~allowed) != 0)
            {
                if (!tighten)
                {
                    throw Failed(home, $"others have access to '{path}'.");
                }

                File.SetUnixFileMode(path, mode & allowed);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.AgentStartFailed(home, e.Message), e);
        }
    }

    private static DNS4MeException Failed(string home, string reason) => new(Faults.AgentStartFailed(home, reason));
}
