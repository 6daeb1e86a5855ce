using System.Runtime.InteropServices;
using System.Text;

namespace DNS4Me.PowerShell.Client;

/// <summary>What the framework has no method for on Unix.</summary>
internal static class UnixCalls
{
    public const uint Root = 0;
    public const int TerminateSignal = 15;

    // Linux: SOL_SOCKET and SO_PEERCRED; macOS: SOL_LOCAL and LOCAL_PEERPID.
    private const int LinuxSocketLevel = 1;
    private const int LinuxPeerCredentials = 17;
    private const int MacLocalLevel = 0;
    private const int MacPeerProcess = 2;

    // linux/fcntl.h and linux/stat.h.
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicFields = 0x7FF;
    private const int LongestStatus = 256;

    private const int LongestUserStructure = 256;
    private const int LongestUserText = 16 * 1024;

    /// <summary>The user and the process at the other end of a Unix socket, as they were when the connection was made.</summary>
    /// <returns>False when the system does not say.</returns>
    public static bool TryGetPeer(SafeHandle socket, out uint user, out int process)
    {
        if (LocalMachine.IsMacOS)
        {
            var size = (uint)sizeof(int);
            return GetPeerProcess(socket, MacLocalLevel, MacPeerProcess, out process, ref size) == 0 & GetPeerUser(socket, out user, out _) == 0;
        }

        var length = (uint)Marshal.SizeOf<Credentials>();
        var found = GetCredentials(socket, LinuxSocketLevel, LinuxPeerCredentials, out var credentials, ref length) == 0;
        (user, process) = (credentials.User, credentials.Process);
        return found;
    }

    /// <summary>A user's ID; null when there is no such user, or the system does not say.</summary>
    public static uint? UserIdOf(string name)
    {
        // struct passwd (pwd.h) begins with the name, the password and the ID; it is nowhere longer than this.
        var structure = Marshal.AllocHGlobal(LongestUserStructure);
        var text = Marshal.AllocHGlobal(LongestUserText);
        try
        {
            return FindUser(Encoding.UTF8.GetBytes(name + "\0"), structure, text, (UIntPtr)LongestUserText, out var found) == 0 && found != IntPtr.Zero
                ? (uint)Marshal.ReadInt32(found, 2 * IntPtr.Size)
                : null;
        }
        finally
        {
            Marshal.FreeHGlobal(text);
            Marshal.FreeHGlobal(structure);
        }
    }

    /// <summary>The owner's ID and the mode (sys/stat.h) of what is at a path, a link not followed; null when there is nothing, or no way to it.</summary>
    public static (uint Owner, int Mode)? StatusOf(string path)
    {
        // Linux: struct statx (linux/stat.h), the same on every architecture. macOS: struct stat with 64-bit inodes (sys/stat.h).
        var (status, name) = (new byte[LongestStatus], Encoding.UTF8.GetBytes(path + "\0"));
        if (!LocalMachine.IsMacOS)
        {
            return Statx(CurrentFolder, name, NoFollow, BasicFields, status) == 0 ? (BitConverter.ToUInt32(status, 20), BitConverter.ToUInt16(status, 28)) : null;
        }

        var done = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? LinkStatOnIntel(name, status) : LinkStat(name, status);
        return done == 0 ? (BitConverter.ToUInt32(status, 16), BitConverter.ToUInt16(status, 4)) : null;
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    public static extern uint EffectiveUserId();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static extern int Signal(int process, int signal);

    /// <summary>Makes and opens a file that is the owner's alone, under a name that no file had.</summary>
    /// <param name="template">The name, in UTF-8 and closed by NUL, with six X at its end, which are replaced.</param>
    [DllImport("libc", EntryPoint = "mkstemp", SetLastError = true)]
    public static extern int MakeFile([In, Out] byte[] template);

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, byte[] path, int flags, uint fields, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "lstat")]
    private static extern int LinkStat(byte[] path, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "lstat$INODE64")]
    private static extern int LinkStatOnIntel(byte[] path, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "getpwnam_r")]
    private static extern int FindUser(byte[] name, IntPtr structure, IntPtr text, UIntPtr length, out IntPtr found);

    [DllImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static extern int GetCredentials(SafeHandle socket, int level, int name, out Credentials value, ref uint length);

    [DllImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static extern int GetPeerProcess(SafeHandle socket, int level, int name, out int value, ref uint length);

    [DllImport("libc", EntryPoint = "getpeereid", SetLastError = true)]
    private static extern int GetPeerUser(SafeHandle socket, out uint user, out uint group);

    /// <summary>Linux's struct ucred.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Credentials
    {
        public int Process;
        public uint User;
        public uint Group;
    }
}
