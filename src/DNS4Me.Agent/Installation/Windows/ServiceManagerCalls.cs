using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DNS4Me.Agent.Installation.Windows;

/// <summary>The service control manager's functions for whoever installs a service (winsvc.h).</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class ServiceManagerCalls
{
    public const uint ManagerConnect = 0x0001;
    public const uint ManagerCreate = 0x0002;

    public const uint QueryConfiguration = 0x0001;
    public const uint ChangeConfiguration = 0x0002;
    public const uint QueryStatus = 0x0004;
    public const uint MayStart = 0x0010;
    public const uint MayStop = 0x0020;
    public const uint MayDelete = 0x00010000;

    public const uint OwnProcess = 0x00000010;
    public const uint StartsWithSystem = 2;
    public const uint StartsOnDemand = 3;
    public const uint NormalErrors = 1;
    public const uint NoChange = 0xFFFFFFFF;

    public const uint Description = 1;
    public const uint FailureActions = 2;
    public const uint FailureFlag = 4;
    public const uint RequiredPrivileges = 6;
    public const uint Preshutdown = 7;

    public const int RestartAction = 1;
    public const uint ControlStop = 1;

    public const int NoSuchService = 1060;
    public const int BufferTooSmall = 122;

    private const string Library = "advapi32";

    [LibraryImport(Library, EntryPoint = "OpenSCManagerW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial nint OpenManager(string? machine, string? database, uint access);

    [LibraryImport(Library, EntryPoint = "OpenServiceW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial nint OpenService(nint manager, string name, uint access);

    [LibraryImport(Library, EntryPoint = "CloseServiceHandle")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Close(nint handle);

    [LibraryImport(Library, EntryPoint = "CreateServiceW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial nint Create(
        nint manager, string name, string displayName, uint access, uint type, uint start, uint errors, string commandLine,
        string? group, nint tag, string dependencies, string? account, string? password);

    [LibraryImport(Library, EntryPoint = "ChangeServiceConfigW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Change(
        nint service, uint type, uint start, uint errors, string? commandLine, string? group, nint tag, string? dependencies, string? account, string? password, string? displayName);

    [LibraryImport(Library, EntryPoint = "ChangeServiceConfig2W", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool ChangeMore(nint service, uint level, void* information);

    [LibraryImport(Library, EntryPoint = "QueryServiceConfigW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool QueryConfig(nint service, void* buffer, uint size, out uint needed);

    [LibraryImport(Library, EntryPoint = "QueryServiceStatusEx", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool QueryProcess(nint service, int level, ProcessStatus* status, uint size, out uint needed);

    [LibraryImport(Library, EntryPoint = "StartServiceW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Start(nint service, uint count, char** arguments);

    [LibraryImport(Library, EntryPoint = "ControlService", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Control(nint service, uint control, ProcessStatus* status);

    [LibraryImport(Library, EntryPoint = "DeleteService", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Delete(nint service);

    /// <summary>SERVICE_STATUS_PROCESS, which begins as SERVICE_STATUS does.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ProcessStatus
    {
        public uint Type;
        public uint State;
        public uint Accepted;
        public uint ExitCode;
        public uint OwnExitCode;
        public uint CheckPoint;
        public uint WaitHint;
        public uint ProcessId;
        public uint Flags;
    }

    /// <summary>QUERY_SERVICE_CONFIGW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Config
    {
        public uint Type;
        public uint Start;
        public uint Errors;
        public char* CommandLine;
        public char* Group;
        public uint Tag;
        public char* Dependencies;
        public char* Account;
        public char* DisplayName;
    }

    /// <summary>SC_ACTION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct FailureAction
    {
        public int Type;
        public uint DelayMilliseconds;
    }

    /// <summary>SERVICE_FAILURE_ACTIONSW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Failures
    {
        public uint MemorySeconds;
        public char* RebootMessage;
        public char* Command;
        public uint Count;
        public FailureAction* Actions;
    }
}
