using System.Diagnostics;
using System.Globalization;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Hosting;

/// <summary>The agent's own program, as the build made it, in a process of its own.</summary>
internal static class AgentProgram
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "dns4me-agent.exe" : "dns4me-agent");

    /// <summary>The arguments that serve a home.</summary>
    public static string[] Arguments(AgentHome home, AgentStartReason reason = AgentStartReason.Command)
        => [AgentProtocol.HomeArgument, home.Folder, AgentProtocol.ReasonArgument, reason.ToString()];

    /// <summary>Runs a program to its end, or to its first line, whichever the caller waits for.</summary>
    public static Process Start(string program, IEnumerable<string> arguments) => Peer.Start(new(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    });

    /// <summary>Starts an agent and waits until it is ready.</summary>
    public static async Task<Process> StartReadyAsync(AgentHome home, AgentStartReason reason = AgentStartReason.Command)
    {
        var process = Start(Path, Arguments(home, reason));
        Assert.Equal(AgentProtocol.ReadyLine, await ReadLineAsync(process));
        return process;
    }

    public static async Task<string?> ReadLineAsync(Process process)
        => await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Deadline, TestContext.Current.CancellationToken);

    /// <summary>Runs a program to its end and gives what it wrote, once nobody holds its output open any more.</summary>
    public static Task<ProgramResult> RunAsync(string program, params string[] arguments) => ProgramRun.ToEndAsync(program, arguments);

    public static Task WaitForExitAsync(Process process) => process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);

    /// <summary>Sends a signal, to a process group if the ID is negative.</summary>
    public static async Task SignalAsync(string signal, int process)
        => Assert.Equal(0, (await RunAsync("kill", "-s", signal, "--", process.ToString(CultureInfo.InvariantCulture))).ExitCode);

    /// <summary>The fields of /proc/PID/stat after the program's name: state, parent, process group, session.</summary>
    public static (int Parent, int Group, int Session) Describe(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Skip(1).Take(3).Select(field => int.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return (fields[0], fields[1], fields[2]);
    }
}
