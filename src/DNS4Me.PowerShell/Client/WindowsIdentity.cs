using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DNS4Me.PowerShell.Client;

/// <summary>Users on Windows, by their SIDs. netstandard2.0 has no type for them.</summary>
internal static class WindowsIdentity
{
    public const string SystemSid = "S-1-5-18";
    public const string AdministratorsSid = "S-1-5-32-544";

    private const uint QueryToken = 0x0008;
    private const int TokenUser = 1;
    private const int KernelObject = 6;
    private const int OwnerInformation = 1;

    /// <summary>The SID of the user that this process runs as.</summary>
    public static string UserSid()
    {
        Check(OpenProcessToken(GetCurrentProcess(), QueryToken, out var token));
        try
        {
            GetTokenInformation(token, TokenUser, IntPtr.Zero, 0, out var length);
            var buffer = Marshal.AllocHGlobal(length);
            try
            {
                Check(GetTokenInformation(token, TokenUser, buffer, length, out _));

                // TOKEN_USER begins with the pointer to the SID.
                return TextOf(Marshal.ReadIntPtr(buffer));
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }
        finally
        {
            CloseHandle(token);
        }
    }

    /// <summary>The SID of a pipe's owner.</summary>
    public static string OwnerSid(SafeHandle pipe)
    {
        var error = GetSecurityInfo(pipe, KernelObject, OwnerInformation, out var owner, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, out var descriptor);
        if (error != 0)
        {
            throw new Win32Exception(error);
        }

        try
        {
            return TextOf(owner);
        }
        finally
        {
            LocalFree(descriptor);
        }
    }

    /// <summary>The process that serves a pipe.</summary>
    public static int? ServerProcess(SafeHandle pipe) => GetNamedPipeServerProcessId(pipe, out var process) ? (int)process : null;

    private static string TextOf(IntPtr sid)
    {
        Check(ConvertSidToStringSid(sid, out var text));
        try
        {
            return Marshal.PtrToStringUni(text)!;
        }
        finally
        {
            LocalFree(text);
        }
    }

    private static void Check(bool succeeded)
    {
        if (!succeeded)
        {
            throw new Win32Exception(Marshal.GetLastWin32Error());
        }
    }

    [DllImport("kernel32.dll")]
    private static extern IntPtr GetCurrentProcess();

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern bool CloseHandle(IntPtr handle);

    [DllImport("kernel32.dll")]
    private static extern IntPtr LocalFree(IntPtr memory);

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern bool GetNamedPipeServerProcessId(SafeHandle pipe, out uint process);

    [DllImport("advapi32.dll", SetLastError = true)]
    private static extern bool OpenProcessToken(IntPtr process, uint access, out IntPtr token);

    [DllImport("advapi32.dll", SetLastError = true)]
    private static extern bool GetTokenInformation(IntPtr token, int kind, IntPtr buffer, int length, out int needed);

    [DllImport("advapi32.dll", EntryPoint = "ConvertSidToStringSidW", SetLastError = true)]
    private static extern bool ConvertSidToStringSid(IntPtr sid, out IntPtr text);

    [DllImport("advapi32.dll")]
    private static extern int GetSecurityInfo(
        SafeHandle handle, int kind, int wanted, out IntPtr owner, IntPtr group, IntPtr dacl, IntPtr sacl, out IntPtr descriptor);
}
