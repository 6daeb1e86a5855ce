using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DNS4Me.Agent.Hosting;

/// <summary>What the system knows of a file and the framework does not tell: its owner, and which file it is.</summary>
/// <param name="Mode">Its type and permissions.</param>
/// <param name="User">The owner's ID.</param>
/// <param name="Group">The group's ID.</param>
/// <param name="Device">With <paramref name="Inode"/>, which file it is.</param>
/// <param name="Inode">With <paramref name="Device"/>, which file it is.</param>
[UnsupportedOSPlatform("windows")]
internal readonly unsafe partial record struct FileStatus(int Mode, uint User, uint Group, ulong Device, ulong Inode)
{
    private const string Library = "libc";
    private const int FormatMask = 0xF000;
    private const int FolderFormat = 0x4000;

    // linux/fcntl.h.
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicFields = 0x7FF;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => (Mode & FormatMask) == FolderFormat;

    /// <summary>What is at a path; null when there is nothing, or no way to it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLinks">Whether a link at the path's end stands for what it leads to, or for itself.</param>
    public static FileStatus? OfPath(string path, bool followLinks)
    {
        if (!OperatingSystem.IsMacOS())
        {
            return OnLinux(CurrentFolder, path, followLinks ? 0 : NoFollow);
        }

        DarwinStatus status;
        return (IsIntel, followLinks) switch
        {
            (true, true) => StatOnIntel(path, &status),
            (true, false) => LinkStatOnIntel(path, &status),
            (false, true) => Stat(path, &status),
            (false, false) => LinkStat(path, &status),
        } == 0 ? status.Read() : null;
    }

    /// <summary>What an open file is; null when the descriptor is of none.</summary>
    public static FileStatus? OfDescriptor(int descriptor)
    {
        if (!OperatingSystem.IsMacOS())
        {
            return OnLinux(descriptor, "", EmptyPath);
        }

        DarwinStatus status;
        return (IsIntel ? DescriptorStatOnIntel(descriptor, &status) : DescriptorStat(descriptor, &status)) == 0 ? status.Read() : null;
    }

    /// <summary>Whether two are of the same file.</summary>
    public bool IsSameFile(FileStatus other) => Device == other.Device && Inode == other.Inode;

    /// <summary>On Intel the plain names are of the older form of the structure.</summary>
    private static bool IsIntel => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    private static FileStatus? OnLinux(int folder, string path, int flags)
    {
        LinuxStatus status;
        return Statx(folder, path, flags, BasicFields, &status) == 0 ? status.Read() : null;
    }

    [LibraryImport(Library, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint fields, LinuxStatus* status);

    [LibraryImport(Library, EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, DarwinStatus* status);

    [LibraryImport(Library, EntryPoint = "lstat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkStat(string path, DarwinStatus* status);

    [LibraryImport(Library, EntryPoint = "fstat")]
    private static partial int DescriptorStat(int descriptor, DarwinStatus* status);

    [LibraryImport(Library, EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOnIntel(string path, DarwinStatus* status);

    [LibraryImport(Library, EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkStatOnIntel(string path, DarwinStatus* status);

    [LibraryImport(Library, EntryPoint = "fstat$INODE64")]
    private static partial int DescriptorStatOnIntel(int descriptor, DarwinStatus* status);

    /// <summary>struct statx (linux/stat.h), the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct LinuxStatus
    {
        [FieldOffset(20)]
        private readonly uint _user;

        [FieldOffset(24)]
        private readonly uint _group;

        [FieldOffset(28)]
        private readonly ushort _mode;

        [FieldOffset(32)]
        private readonly ulong _inode;

        [FieldOffset(136)]
        private readonly ulong _device;

        public FileStatus Read() => new(_mode, _user, _group, _device, _inode);
    }

    /// <summary>struct stat of macOS with 64-bit inodes (sys/stat.h).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private readonly struct DarwinStatus
    {
        [FieldOffset(0)]
        private readonly uint _device;

        [FieldOffset(4)]
        private readonly ushort _mode;

        [FieldOffset(8)]
        private readonly ulong _inode;

        [FieldOffset(16)]
        private readonly uint _user;

        [FieldOffset(20)]
        private readonly uint _group;

        public FileStatus Read() => new(_mode, _user, _group, _device, _inode);
    }
}
