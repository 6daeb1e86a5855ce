using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DNS4Me.PowerShell.Starting;

/// <summary>
/// On Windows whoever starts the agent takes it out of the console: it gets no console, no handle but the one that it says its first line
/// on, and no place in the console's job where that allows it.
/// </summary>
internal sealed class WindowsAgentLauncher : IAgentLauncher
{
    private const uint DetachedProcess = 0x00000008;
    private const uint UnicodeEnvironment = 0x00000400;
    private const uint ExtendedStartupInfo = 0x00080000;
    private const uint BreakawayFromJob = 0x01000000;
    private const uint UseStandardHandles = 0x00000100;
    private const uint Inherit = 0x00000001;
    private const int HandleList = 0x00020002;
    private const int AccessDenied = 5;

    /// <inheritdoc/>
    public LaunchedAgent Launch(string program, IReadOnlyList<string> arguments, Action<string> warn)
    {
        Check(CreatePipe(out var read, out var write, IntPtr.Zero, 0));
        using (write)
        {
            try
            {
                Check(SetHandleInformation(write, Inherit, Inherit));
                var commandLine = CommandLine.Join([program, .. arguments]);
                if (!TryCreate(program, commandLine, write, BreakawayFromJob))
                {
                    warn(Words.JobForbidsLeaving);
                    Check(TryCreate(program, commandLine, write, 0));
                }

                return new(new StreamReader(new FileStream(read, FileAccess.Read)), errors: null, handles: null);
            }
            catch
            {
                read.Dispose();
                throw;
            }
        }
    }

    /// <summary>Creates the process.</summary>
    /// <returns>False when access is denied, as it is when a job does not let its processes break away.</returns>
    private static bool TryCreate(string program, string commandLine, SafeFileHandle output, uint breakaway)
    {
        var size = IntPtr.Zero;
        InitializeProcThreadAttributeList(IntPtr.Zero, 1, 0, ref size);
        var attributes = Marshal.AllocHGlobal(size);
        var handles = Marshal.AllocHGlobal(IntPtr.Size);
        var initialized = false;
        try
        {
            Check(initialized = InitializeProcThreadAttributeList(attributes, 1, 0, ref size));
            Marshal.WriteIntPtr(handles, output.DangerousGetHandle());
            Check(UpdateProcThreadAttribute(attributes, 0, (IntPtr)HandleList, handles, (IntPtr)IntPtr.Size, IntPtr.Zero, IntPtr.Zero));
            var startup = new StartupInfoEx { Attributes = attributes };
            startup.Info.Size = Marshal.SizeOf<StartupInfoEx>();
            startup.Info.Flags = UseStandardHandles;
            startup.Info.Output = output.DangerousGetHandle();
            var flags = DetachedProcess | UnicodeEnvironment | ExtendedStartupInfo | breakaway;
            if (!CreateProcess(program, (commandLine + '\0').ToCharArray(), IntPtr.Zero, IntPtr.Zero, true, flags, IntPtr.Zero, null, ref startup, out var created))
            {
                var error = Marshal.GetLastWin32Error();
                return error == AccessDenied && breakaway != 0 ? false : throw new Win32Exception(error);
            }

            CloseHandle(created.Thread);
            CloseHandle(created.Process);
            return true;
        }
        finally
        {
            if (initialized)
            {
                DeleteProcThreadAttributeList(attributes);
            }

            Marshal.FreeHGlobal(handles);
            Marshal.FreeHGlobal(attributes);
        }
    }

    private static void Check(bool succeeded)
    {
        if (!succeeded)
        {
            throw new Win32Exception(Marshal.GetLastWin32Error());
        }
    }

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern bool CreatePipe(out SafeFileHandle read, out SafeFileHandle write, IntPtr security, uint size);

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern bool SetHandleInformation(SafeFileHandle handle, uint mask, uint flags);

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern bool InitializeProcThreadAttributeList(IntPtr list, int count, int flags, ref IntPtr size);

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern bool UpdateProcThreadAttribute(IntPtr list, uint flags, IntPtr attribute, IntPtr value, IntPtr size, IntPtr previous, IntPtr returned);

    [DllImport("kernel32.dll")]
    private static extern void DeleteProcThreadAttributeList(IntPtr list);

    [DllImport("kernel32.dll")]
    private static extern bool CloseHandle(IntPtr handle);

    [DllImport("kernel32.dll", EntryPoint = "CreateProcessW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern bool CreateProcess(
        string program, [In, Out] char[] commandLine, IntPtr processSecurity, IntPtr threadSecurity, bool inherit, uint flags,
        IntPtr environment, string? folder, ref StartupInfoEx startup, out ProcessInformation created);

    [StructLayout(LayoutKind.Sequential)]
    private struct StartupInfo
    {
        public int Size;
        public IntPtr Reserved;
        public IntPtr Desktop;
        public IntPtr Title;
        public int X;
        public int Y;
        public int Width;
        public int Height;
        public int Columns;
        public int Rows;
        public int Fill;
        public uint Flags;
        public short ShowWindow;
        public short ReservedLength;
        public IntPtr ReservedBytes;
        public IntPtr Input;
        public IntPtr Output;
        public IntPtr Error;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct StartupInfoEx
    {
        public StartupInfo Info;
        public IntPtr Attributes;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ProcessInformation
    {
        public IntPtr Process;
        public IntPtr Thread;
        public int ProcessId;
        public int ThreadId;
    }
}
