using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace DNS4Me.Agent.Web.Files;

/// <summary><see cref="Disk"/> on Windows. A path's stamp is without the file's identity there, which would take opening it.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class WindowsDisk
{
    private const string Library = "kernel32.dll";
    private const uint Reading = 0x80000000;
    private const uint ShareEverything = 7;
    private const uint OpenExisting = 3;
    private const uint FoldersToo = 0x02000000;
    private const uint OnDisk = 1;
    private const int AccessDenied = 5;
    private const int SharingViolation = 32;
    private const string Literal = @"\\?\";

    /// <inheritdoc cref="Disk.Look(DiskPath)"/>
    public static FileStamp Look(string path)
    {
        FileData data;
        return GetAttributes(ToLiteral(path), 0, &data) ? data.Read() : Missing();
    }

    /// <inheritdoc cref="Disk.Look(SafeFileHandle)"/>
    public static FileStamp Look(SafeFileHandle file)
    {
        HandleData data;
        return GetFileType(file) != OnDisk ? new(FileKind.Other, 0, 0, 0, 0, 0) : GetInformation(file, &data) ? data.Read() : Missing();
    }

    /// <inheritdoc cref="Disk.Open"/>
    public static SafeFileHandle? Open(string path, out bool denied)
    {
        var file = CreateFile(ToLiteral(path), Reading, ShareEverything, null, OpenExisting, FoldersToo, 0);
        denied = file.IsInvalid && Marshal.GetLastPInvokeError() is AccessDenied or SharingViolation;
        if (!file.IsInvalid)
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    /// <inheritdoc cref="Disk.PathOf"/>
    public static string? PathOf(SafeFileHandle file)
    {
        const int Longest = 32768;
        var path = new char[Longest];
        fixed (char* text = path)
        {
            var length = GetFinalPath(file, text, Longest, 0);
            return length is > 0 and < Longest ? new(path, 0, (int)length) : null;
        }
    }

    /// <summary>The form in which a path is taken as it stands, at any length.</summary>
    private static string ToLiteral(string path)
    {
        path = path.Replace('/', '\\');
        return path.StartsWith(Literal, StringComparison.Ordinal) ? path
            : path.StartsWith(@"\\", StringComparison.Ordinal) ? string.Concat(Literal, "UNC", path.AsSpan(1)) : Literal + path;
    }

    private static FileStamp Missing() => new(Marshal.GetLastPInvokeError() == AccessDenied ? FileKind.Denied : FileKind.None, 0, 0, 0, 0, 0);

    private static FileStamp Stamp(FileAttributes attributes, long length, long written) => new(
        attributes.HasFlag(FileAttributes.Directory) ? FileKind.Folder : attributes.HasFlag(FileAttributes.Device) ? FileKind.Other : FileKind.Regular,
        0, 0, length, (DateTime.FromFileTimeUtc(written) - DateTime.UnixEpoch).Ticks * 100, 0);

    [LibraryImport(Library, EntryPoint = "GetFileAttributesExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetAttributes(string path, int level, FileData* data);

    [LibraryImport(Library, EntryPoint = "GetFileInformationByHandle", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetInformation(SafeFileHandle file, HandleData* data);

    [LibraryImport(Library, EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle CreateFile(string path, uint access, uint share, void* security, uint disposition, uint flags, nint template);

    [LibraryImport(Library, EntryPoint = "GetFinalPathNameByHandleW", SetLastError = true)]
    private static partial uint GetFinalPath(SafeFileHandle file, char* path, uint length, uint flags);

    [LibraryImport(Library, EntryPoint = "GetFileType")]
    private static partial uint GetFileType(SafeFileHandle file);

    /// <summary>WIN32_FILE_ATTRIBUTE_DATA (fileapi.h).</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly struct FileData
    {
        private readonly uint _attributes;
        private readonly long _created;
        private readonly long _accessed;
        private readonly long _written;
        private readonly uint _lengthHigh;
        private readonly uint _lengthLow;

        public FileStamp Read() => Stamp((FileAttributes)_attributes, ((long)_lengthHigh << 32) | _lengthLow, _written);
    }

    /// <summary>BY_HANDLE_FILE_INFORMATION (fileapi.h).</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly struct HandleData
    {
        private readonly uint _attributes;
        private readonly long _created;
        private readonly long _accessed;
        private readonly long _written;
        private readonly uint _volume;
        private readonly uint _lengthHigh;
        private readonly uint _lengthLow;
        private readonly uint _links;
        private readonly uint _indexHigh;
        private readonly uint _indexLow;

        public FileStamp Read() => Stamp((FileAttributes)_attributes, ((long)_lengthHigh << 32) | _lengthLow, _written);
    }
}
