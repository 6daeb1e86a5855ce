using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DNS4Me.Agent.Hosting;

/// <summary>What the framework has no method for on Unix. A function that fails gives -1 and leaves the reason as the last error.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Libc
{
    private const string Library = "libc";

    /// <summary>The number of EPERM, the same on every Unix.</summary>
    public const int NotPermitted = 1;

    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint GetEffectiveUserId();

    [LibraryImport(Library, EntryPoint = "umask")]
    public static partial uint SetFileMask(uint mask);

    /// <summary>prctl(2), of Linux alone.</summary>
    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    [SupportedOSPlatform("linux")]
    public static partial int Control(int option, nuint value);

    [LibraryImport(Library, EntryPoint = "setsid", SetLastError = true)]
    public static partial int NewSession();

    [LibraryImport(Library, EntryPoint = "dup2", SetLastError = true)]
    public static partial int Duplicate(SafeHandle from, int to);

    /// <summary>Opens a file to read (O_RDONLY is 0 everywhere). Unlike the framework's own way it takes no lock.</summary>
    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags = 0);

    [LibraryImport(Library, EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport(Library, EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int FindGroup(string name, void* group, byte* text, nint length, void** found);

    [LibraryImport(Library, EntryPoint = "getpeereid", SetLastError = true)]
    [SupportedOSPlatform("macos")]
    public static partial int GetPeer(SafeHandle socket, out uint user, out uint group);
}
