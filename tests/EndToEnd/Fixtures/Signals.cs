using System.Runtime.InteropServices;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>Signals, which .NET can only receive.</summary>
internal static partial class Signals
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int Abort = 6;
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void SendToGroup(int leader, int signal) => Assert.Equal(0, SysKill(-leader, signal));

    public static void Send(int process, int signal) => Assert.Equal(0, SysKill(process, signal));

    /// <summary>Whether a process is there and not a zombie that its parent has yet to collect. One whose first thread has ended holds its files as long as it has others.</summary>
    public static bool IsAlive(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal) || Directory.GetDirectories($"/proc/{process}/task").Length > 1;
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SysKill(int process, int signal);
}
