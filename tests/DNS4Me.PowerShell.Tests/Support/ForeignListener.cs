using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>
/// A Unix socket that another user opened. Linux keeps the credentials of the thread that called listen, and changes those of one thread alone
/// by the bare system call.
/// </summary>
internal static partial class ForeignListener
{
    public const string Needs = "Only root on Linux can open a socket as another user.";

    /// <summary>The user that Linux calls nobody.</summary>
    public const int User = 65534;

    private const int Unchanged = -1;

    public static bool IsPossible => OperatingSystem.IsLinux() && SetResUid is not null && Environment.IsPrivilegedProcess;

    private static long? SetResUid => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 117,
        Architecture.Arm64 => 147,
        _ => null,
    };

    public static Socket Open(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        long result = -1;

        // A thread of its own, which ends with the credentials that it took.
        var thread = new Thread(() =>
        {
            result = SystemCall(SetResUid!.Value, Unchanged, User, Unchanged);
            socket.Listen();
        });
        thread.Start();
        thread.Join();
        Assert.Equal(0, result);
        return socket;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long real, long effective, long saved);
}
