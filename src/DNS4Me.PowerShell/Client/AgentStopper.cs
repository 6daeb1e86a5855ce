using System.Diagnostics;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Client;

/// <summary>Stops an agent, and sees to it that it is gone.</summary>
internal static class AgentStopper
{
    /// <summary>How long an agent that has answered may take to end.</summary>
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Stops the agent of a home.</summary>
    /// <param name="home">The home.</param>
    /// <param name="force">Whether an agent that does not understand us is told by the system to end.</param>
    /// <param name="cancellation">Gives up waiting; the agent goes on stopping.</param>
    /// <returns>Whether one ran.</returns>
    /// <exception cref="DNS4MeException">It does not end.</exception>
    public static async Task<bool> StopAsync(AgentHome home, bool force, CancellationToken cancellation)
    {
        int? process;
        try
        {
            using var agent = await AgentConnection.TryOpenAsync(home, cancellation).ConfigureAwait(false);
            if (agent is null)
            {
                return false;
            }

            process = agent.Agent.ProcessId ?? agent.PeerProcessId;
            await SayStopAsync(agent, cancellation).ConfigureAwait(false);
        }
        catch (DNS4MeException e) when (force && e.Fault.Code == FaultCode.AgentVersion)
        {
            process = await TerminateAsync(home, cancellation).ConfigureAwait(false);
        }

        await WaitUntilGoneAsync(home, process, cancellation).ConfigureAwait(false);
        return true;
    }

    private static async Task SayStopAsync(AgentConnection agent, CancellationToken cancellation)
    {
        try
        {
            await agent.StopAsync(cancellation).ConfigureAwait(false);
        }
        catch (DNS4MeException e) when (e.Fault.Code == FaultCode.AgentGone)
        {
            // It went before its answer did, and to go is what it was asked.
        }
    }

    private static async Task<int?> TerminateAsync(AgentHome home, CancellationToken cancellation)
    {
        using var agent = await AgentConnection.TryConnectAsync(home, cancellation).ConfigureAwait(false);
        if (agent?.PeerProcessId is not { } process)
        {
            return null;
        }

        if (LocalMachine.IsWindows)
        {
            using var running = Process.GetProcessById(process);
            running.Kill();
        }
        else
        {
            // The agent takes this as the wish to end in good order.
            _ = UnixCalls.Signal(process, UnixCalls.TerminateSignal);
        }

        return process;
    }

    private static async Task WaitUntilGoneAsync(AgentHome home, int? process, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while ((process is { } id && IsRunning(id)) || await IsServedAsync(home, cancellation).ConfigureAwait(false))
        {
            if (waited.Elapsed > EndDeadline)
            {
                throw new DNS4MeException(Faults.TimedOut(EndDeadline));
            }

            await Task.Delay(RetryInterval, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<bool> IsServedAsync(AgentHome home, CancellationToken cancellation)
    {
        using var agent = await AgentConnection.TryConnectAsync(home, cancellation).ConfigureAwait(false);
        return agent is not null;
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            return !running.HasExited && !IsZombie(process);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether a process has ended and only waits for a parent that does not ask, as the first process of a container does not. While it has threads beside the first it
    /// still holds its files, and the lock of its home.
    /// </summary>
    private static bool IsZombie(int process)
    {
        try
        {
            // proc(5): the state follows the name, which is in parentheses and may hold any character.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat.Substring(stat.LastIndexOf(')')).StartsWith(") Z", StringComparison.Ordinal) && Directory.GetDirectories($"/proc/{process}/task").Length <= 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
