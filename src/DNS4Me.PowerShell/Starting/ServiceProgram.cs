using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Starting;

/// <summary>The agent's program as the one that knows the system's services: see <see cref="MachineService.Command"/>.</summary>
internal static class ServiceProgram
{
    /// <summary>Longer than the program itself gives the system to stop a service and to start it again.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    /// <summary>Runs one of its service commands to the end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="cancellation">Gives up waiting; the program goes on, so that it leaves nothing half done.</param>
    /// <exception cref="DNS4MeException">It failed, or there is no such program.</exception>
    public static async Task<AgentServiceInfo> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        if (!File.Exists(program))
        {
            throw new DNS4MeException(Faults.AgentMissing(program));
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, CommandLine.Join([MachineService.Command, .. arguments, MachineService.JsonArgument]))
            {
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardInput.Dispose();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            var ended = Task.WhenAll(output, error);
            using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (await Task.WhenAny(ended, Task.Delay(Deadline, given.Token)).ConfigureAwait(false) != ended)
            {
                _ = ended.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                cancellation.ThrowIfCancellationRequested();
                throw new DNS4MeException(Faults.TimedOut(Deadline));
            }

            given.Cancel();
            process.WaitForExit();
            return Read(process.ExitCode, (await output.ConfigureAwait(false)).Trim(), (await error.ConfigureAwait(false)).Trim());
        }
        catch (Win32Exception e)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed(Words.AskTheProgram, e.Message), e);
        }
    }

    private static AgentServiceInfo Read(int exitCode, string output, string error)
    {
        try
        {
            if (exitCode == 0)
            {
                return JsonSerializer.Deserialize(output, AgentJson.Default.AgentServiceInfo)!;
            }

            if (output.Length > 0)
            {
                throw new DNS4MeException(JsonSerializer.Deserialize(output, AgentJson.Default.Fault)!);
            }
        }
        catch (JsonException e)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed(Words.AskTheProgram, Words.NotUnderstood(output)), e);
        }

        throw new DNS4MeException(Faults.SystemServiceFailed(Words.AskTheProgram, Words.EndedSilently(error)));
    }
}
