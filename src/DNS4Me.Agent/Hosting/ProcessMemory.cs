namespace DNS4Me.Agent.Hosting;

/// <summary>The memory of this process, which holds the registration ID.</summary>
internal static class ProcessMemory
{
    /// <summary>PR_SET_DUMPABLE of prctl(2).</summary>
    private const int SetDumpable = 4;

    /// <summary>Keeps it out of core files, whatever signal ends the process, and from the eyes of other processes of the same user.</summary>
    public static void Guard()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Libc.Control(SetDumpable, 0);
        }
    }
}
