using System.ComponentModel;
using System.Diagnostics;

namespace DNS4Me.Agent.Installation;

/// <summary>The system's own programs, found on the path.</summary>
internal sealed class SystemTool : ISystemTool
{
    /// <summary>Longer than the service may take to start or to stop.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <inheritdoc/>
    public async Task<ToolResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Deadline);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
            return new(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (Win32Exception e)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed($"run {program}", e.Message), e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed($"run {program}", $"it did not end within {Deadline.TotalSeconds:0} seconds."), e);
        }
    }
}
