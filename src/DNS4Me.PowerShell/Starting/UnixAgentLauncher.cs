using System.Diagnostics;

namespace DNS4Me.PowerShell.Starting;

/// <summary>On Unix the agent leaves the console's session by itself; here it is only given nothing of the console to hold.</summary>
internal sealed class UnixAgentLauncher : IAgentLauncher
{
    /// <inheritdoc/>
    public LaunchedAgent Launch(string program, IReadOnlyList<string> arguments, Action<string> warn)
    {
        var process = Process.Start(new ProcessStartInfo(program, CommandLine.Join(arguments))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Dispose();
        return new(process.StandardOutput, process.StandardError, process);
    }
}
