using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DNS4Me.Agent.Hosting;

/// <summary>Leaves the console that started the agent, so that neither its signals nor its end reach it, and it holds nothing of it open.</summary>
internal static class Session
{
    private const string NullDevice = "/dev/null";
    private const string DescriptorFolder = "/dev/fd";
    private static readonly int[] StandardStreams = [0, 1, 2];

    /// <summary>Leaves the console's session and process group. On Windows whoever starts the agent does this for it.</summary>
    /// <returns>False where the system forbids it: this process leads a process group, as one does that a shell has started by itself.</returns>
    public static bool TryLeave()
        => OperatingSystem.IsWindows() || Libc.NewSession() >= 0
            || (Marshal.GetLastPInvokeError() == Libc.NotPermitted ? false : throw LastError());

    /// <summary>
    /// Starts this program again, as a process that leads no group: a new process's ID is never that of an existing group. Hands on the one
    /// line that it says and, if it ends with that, its exit code.
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    public static async Task<int> StartAgainAsync(IEnumerable<string> arguments, string readyLine)
    {
        var program = Environment.ProcessPath!;
        var underHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        using var process = Process.Start(new ProcessStartInfo(program, underHost ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        if (line is not null)
        {
            StandardOutput.WriteLine(line);
        }

        if (line == readyLine)
        {
            return ExitCode.Done;
        }

        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }

    /// <summary>
    /// Lets go of the console's files and of the folder that the agent was started in. The runtime and its console keep copies of the standard streams
    /// under numbers of their own, and one that stays open keeps a pipe from ending, so all that are the same file go.
    /// </summary>
    public static void CloseConsole()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var nothing = File.OpenHandle(NullDevice, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var console = StandardStreams.Select(FileStatus.OfDescriptor).OfType<FileStatus>().ToList();
        foreach (var descriptor in OpenDescriptors())
        {
            if (StandardStreams.Contains(descriptor) || (FileStatus.OfDescriptor(descriptor) is { } status && console.Exists(status.IsSameFile)))
            {
                if (Libc.Duplicate(nothing, descriptor) < 0)
                {
                    throw LastError();
                }
            }
        }

        Environment.CurrentDirectory = "/";
    }

    private static List<int> OpenDescriptors()
        => [.. StandardStreams.Union(Directory.EnumerateFileSystemEntries(DescriptorFolder).Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)))];

    private static Win32Exception LastError() => new(Marshal.GetLastPInvokeError());
}
