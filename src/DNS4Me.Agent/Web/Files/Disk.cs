using Microsoft.Win32.SafeHandles;

namespace DNS4Me.Agent.Web.Files;

/// <summary>
/// Files as the web server needs them: told apart by identity, opened without being held up or holding anybody up (no lock is taken, a pipe is not
/// waited for), and asked where they really are.
/// </summary>
internal static class Disk
{
    /// <summary>What is at a path, behind links.</summary>
    public static FileStamp Look(DiskPath path) => OperatingSystem.IsWindows() ? WindowsDisk.Look(path.Text) : UnixDisk.Look(path.Unix);

    /// <summary>What an open file is.</summary>
    public static FileStamp Look(SafeFileHandle file) => OperatingSystem.IsWindows() ? WindowsDisk.Look(file) : UnixDisk.Look(file);

    /// <summary>Opens a file or folder to read.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="denied">Whether it is this user's rights that were missing.</param>
    /// <returns>The open file; null when it could not be opened.</returns>
    public static SafeFileHandle? Open(DiskPath path, out bool denied) => OperatingSystem.IsWindows() ? WindowsDisk.Open(path.Text, out denied) : UnixDisk.Open(path.Unix, out denied);

    /// <summary>Where an open file really is, without links; null when the system does not say.</summary>
    public static string? PathOf(SafeFileHandle file) => OperatingSystem.IsWindows() ? WindowsDisk.PathOf(file) : UnixDisk.PathOf(file);
}
