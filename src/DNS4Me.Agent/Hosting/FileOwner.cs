using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DNS4Me.Agent.Hosting;

/// <summary>Who owns what a path leads to, and whether that is a folder: the framework tells the mode of a file, not its owner.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class FileOwner
{
    private const int FormatMask = 0xF000;
    private const int FolderFormat = 0x4000;

    // linux/fcntl.h and linux/stat.h; the layout of statx is the same on every architecture.
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8;
    private const int StatxLength = 256;
    private const int StatxUserOffset = 20;
    private const int StatxModeOffset = 28;

    // sys/stat.h of macOS with 64-bit inodes.
    private const int DarwinStatLength = 144;
    private const int DarwinModeOffset = 4;
    private const int DarwinUserOffset = 16;

    /// <summary>The owner of the folder at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLinks">Whether a link at the path's end may stand for the folder.</param>
    /// <returns>The owner's ID; null when there is no folder at the path, but a link, a file or nothing.</returns>
    public static uint? OfFolder(string path, bool followLinks)
    {
        var (mode, user) = OperatingSystem.IsMacOS() ? OnDarwin(path, followLinks) : OnLinux(path, followLinks);
        return (mode & FormatMask) == FolderFormat ? user : null;
    }

    private static (int Mode, uint User) OnLinux(string path, bool followLinks)
    {
        var status = stackalloc byte[StatxLength];
        return Statx(CurrentFolder, path, followLinks ? 0 : NoFollow, TypeModeAndOwner, status) == 0
            ? (*(ushort*)(status + StatxModeOffset), *(uint*)(status + StatxUserOffset))
            : default;
    }

    private static (int Mode, uint User) OnDarwin(string path, bool followLinks)
    {
        var status = stackalloc byte[DarwinStatLength];
        var intel = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        var result = (intel, followLinks) switch
        {
            (true, true) => StatOnIntel(path, status),
            (true, false) => LinkStatOnIntel(path, status),
            (false, true) => Stat(path, status),
            (false, false) => LinkStat(path, status),
        };
        return result == 0 ? (*(ushort*)(status + DarwinModeOffset), *(uint*)(status + DarwinUserOffset)) : default;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "lstat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkStat(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOnIntel(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkStatOnIntel(string path, byte* status);
}
