using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DNS4Me.Agent.Web.Files;

/// <summary><see cref="Disk"/> on Linux and macOS.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class UnixDisk
{
    private const string Library = "libc";
    private const int NotAllowed = 1;
    private const int AccessDenied = 13;
    private const int LongestPath = 4096;

    // linux/fcntl.h and linux/stat.h.
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicFields = 0x7FF;
    private const int LinuxOpening = 0x80000 | 0x800 | 0x100; // O_CLOEXEC, O_NONBLOCK, O_NOCTTY

    // sys/fcntl.h of macOS.
    private const int DarwinOpening = 0x1000000 | 0x4 | 0x20000; // O_CLOEXEC, O_NONBLOCK, O_NOCTTY
    private const int GetPath = 50;

    private static bool IsIntel => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <inheritdoc cref="Disk.Look(DiskPath)"/>
    public static FileStamp Look(ReadOnlySpan<byte> path)
    {
        fixed (byte* text = path)
        {
            if (!OperatingSystem.IsMacOS())
            {
                LinuxStat status;
                return Statx(CurrentFolder, text, 0, BasicFields, &status) == 0 ? status.Read() : Missing();
            }

            DarwinStat other;
            return (IsIntel ? StatOnIntel(text, &other) : Stat(text, &other)) == 0 ? other.Read() : Missing();
        }
    }

    /// <inheritdoc cref="Disk.Look(SafeFileHandle)"/>
    public static FileStamp Look(SafeFileHandle file)
    {
        var descriptor = (int)file.DangerousGetHandle();
        if (!OperatingSystem.IsMacOS())
        {
            LinuxStat status;
            byte empty = 0;
            return Statx(descriptor, &empty, EmptyPath, BasicFields, &status) == 0 ? status.Read() : Missing();
        }

        DarwinStat other;
        return (IsIntel ? DescriptorStatOnIntel(descriptor, &other) : DescriptorStat(descriptor, &other)) == 0 ? other.Read() : Missing();
    }

    /// <inheritdoc cref="Disk.Open"/>
    public static SafeFileHandle? Open(ReadOnlySpan<byte> path, out bool denied)
    {
        fixed (byte* text = path)
        {
            // A pipe would be waited for, and a device might do something when it is opened: neither is.
            var kind = Look(path).Kind;
            denied = kind == FileKind.Denied;
            if (kind is not (FileKind.Regular or FileKind.Folder))
            {
                return null;
            }

            var descriptor = Open(text, OperatingSystem.IsMacOS() ? DarwinOpening : LinuxOpening);
            denied = descriptor < 0 && IsDenied();
            return descriptor < 0 ? null : new(descriptor, ownsHandle: true);
        }
    }

    /// <inheritdoc cref="Disk.PathOf"/>
    public static string? PathOf(SafeFileHandle file)
    {
        var descriptor = (int)file.DangerousGetHandle();
        var path = stackalloc byte[LongestPath];
        if (!OperatingSystem.IsMacOS())
        {
            var length = ReadLink($"/proc/self/fd/{descriptor}", path, LongestPath);
            return length is > 0 and < LongestPath && path[0] == '/' ? Encoding.UTF8.GetString(path, (int)length) : null;
        }

        // The third argument of fcntl is variable, and such ones are passed on the stack on Apple's processors.
        var failed = IsIntel ? ControlOnIntel(descriptor, GetPath, path) : Control(descriptor, GetPath, 0, 0, 0, 0, 0, 0, path);
        return failed == 0 ? Marshal.PtrToStringUTF8((nint)path) : null;
    }

    private static FileStamp Missing() => new(IsDenied() ? FileKind.Denied : FileKind.None, 0, 0, 0, 0, 0);

    private static bool IsDenied() => Marshal.GetLastPInvokeError() is AccessDenied or NotAllowed;

    private static FileKind KindOf(int mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        _ => FileKind.Other,
    };

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    private static partial int Statx(int folder, byte* path, int flags, uint fields, LinuxStat* status);

    [LibraryImport(Library, EntryPoint = "stat", SetLastError = true)]
    private static partial int Stat(byte* path, DarwinStat* status);

    [LibraryImport(Library, EntryPoint = "fstat", SetLastError = true)]
    private static partial int DescriptorStat(int descriptor, DarwinStat* status);

    [LibraryImport(Library, EntryPoint = "stat$INODE64", SetLastError = true)]
    private static partial int StatOnIntel(byte* path, DarwinStat* status);

    [LibraryImport(Library, EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static partial int DescriptorStatOnIntel(int descriptor, DarwinStat* status);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    private static partial int Open(byte* path, int flags);

    [LibraryImport(Library, EntryPoint = "readlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ReadLink(string path, byte* target, nint length);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int ControlOnIntel(int descriptor, int command, byte* path);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, nint a, nint b, nint c, nint d, nint e, nint f, byte* path);

    /// <summary>A moment as both systems write it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    private readonly struct Moment
    {
        [FieldOffset(0)]
        private readonly long _seconds;

        [FieldOffset(8)]
        private readonly uint _nanoseconds;

        public long Nanoseconds => (_seconds * 1_000_000_000) + _nanoseconds;
    }

    /// <summary>struct statx (linux/stat.h), the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct LinuxStat
    {
        [FieldOffset(28)]
        private readonly ushort _mode;

        [FieldOffset(32)]
        private readonly ulong _inode;

        [FieldOffset(40)]
        private readonly long _length;

        [FieldOffset(96)]
        private readonly Moment _changed;

        [FieldOffset(112)]
        private readonly Moment _modified;

        [FieldOffset(136)]
        private readonly ulong _device;

        public FileStamp Read() => new(KindOf(_mode), _device, _inode, _length, _modified.Nanoseconds, _changed.Nanoseconds);
    }

    /// <summary>struct stat of macOS with 64-bit inodes (sys/stat.h).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private readonly struct DarwinStat
    {
        [FieldOffset(0)]
        private readonly uint _device;

        [FieldOffset(4)]
        private readonly ushort _mode;

        [FieldOffset(8)]
        private readonly ulong _inode;

        [FieldOffset(48)]
        private readonly Moment _modified;

        [FieldOffset(64)]
        private readonly Moment _changed;

        [FieldOffset(96)]
        private readonly long _length;

        public FileStamp Read() => new(KindOf(_mode), _device, _inode, _length, _modified.Nanoseconds, _changed.Nanoseconds);
    }
}
