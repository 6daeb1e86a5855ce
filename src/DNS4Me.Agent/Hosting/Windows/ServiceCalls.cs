using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DNS4Me.Agent.Hosting.Windows;

/// <summary>The service control manager's functions for a process that is a service (winsvc.h).</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class ServiceCalls
{
    public const uint OwnProcess = 0x00000010;

    public const uint Stopped = 1;
    public const uint StartPending = 2;
    public const uint StopPending = 3;
    public const uint Running = 4;

    public const uint AcceptStop = 0x00000001;
    public const uint AcceptPreshutdown = 0x00000100;

    public const uint ControlStop = 1;
    public const uint ControlInterrogate = 4;
    public const uint ControlPreshutdown = 15;

    public const uint NoError = 0;
    public const uint NotImplemented = 120;
    public const uint ServiceSpecificError = 1066;

    private const string Library = "advapi32";

    /// <summary>Connects this process to the manager, which calls the service's main function; ends when the service has stopped.</summary>
    [LibraryImport(Library, EntryPoint = "StartServiceCtrlDispatcherW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Dispatch(TableEntry* table);

    [LibraryImport(Library, EntryPoint = "RegisterServiceCtrlHandlerExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial nint RegisterHandler(string name, delegate* unmanaged<uint, uint, void*, void*, uint> handler, void* context);

    [LibraryImport(Library, EntryPoint = "SetServiceStatus", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetStatus(nint handle, Status* status);

    /// <summary>SERVICE_TABLE_ENTRYW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TableEntry
    {
        public char* Name;
        public delegate* unmanaged<uint, char**, void> Main;
    }

    /// <summary>SERVICE_STATUS.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Status
    {
        public uint Type;
        public uint State;
        public uint Accepted;
        public uint ExitCode;
        public uint OwnExitCode;
        public uint CheckPoint;
        public uint WaitHint;
    }
}
