using System.Text.Json;
using DNS4Me.Agent.Hosting.Windows;
using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>The agent as a process: what it does to itself and says to whoever started it. See "Starting the agent" in docs/protocol.md.</summary>
internal static class AgentProcess
{
    private const uint OwnersAlone = 0b000_111_111;

    /// <summary>Serves a home until somebody wants it to stop.</summary>
    /// <param name="home">The home.</param>
    /// <param name="reason">Who started the agent. A service manager keeps it in the foreground, everybody else lets it go.</param>
    /// <param name="arguments">The command line, to start again with.</param>
    /// <param name="start">Starts the engine.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync<TEngine>(AgentHome home, AgentStartReason reason, IEnumerable<string> arguments, EngineStart<TEngine> start)
        where TEngine : IAgentApi, IAsyncDisposable
    {
        var detached = reason != AgentStartReason.Service;
        ProcessMemory.Guard();
        if (!OperatingSystem.IsWindows())
        {
            if (detached && !Session.TryLeave())
            {
                return await Session.StartAgainAsync(arguments, AgentProtocol.ReadyLine).ConfigureAwait(false);
            }

            _ = Libc.SetFileMask(OwnersAlone);
        }

        AppDomain.CurrentDomain.UnhandledException += (_, e) => End(home, (Exception)e.ExceptionObject);
        return OperatingSystem.IsWindows() && !detached && WindowsService.IsStartedByManager
            ? WindowsService.Run((stop, ready) => ServeAsync(home, reason, start, stop, ready))
            : await ServeAsync(home, reason, start, Task.Delay(Timeout.InfiniteTimeSpan), () => Ready(detached)).ConfigureAwait(false);
    }

    private static void Ready(bool detached)
    {
        StandardOutput.WriteLine(AgentProtocol.ReadyLine);
        if (detached)
        {
            Session.CloseConsole();
        }
    }

    private static async Task<int> ServeAsync<TEngine>(AgentHome home, AgentStartReason reason, EngineStart<TEngine> start, Task stop, Action ready)
        where TEngine : IAgentApi, IAsyncDisposable
    {
        try
        {
            await ServeUntilAsync(home, reason, start, stop, ready).ConfigureAwait(false);
            return ExitCode.Done;
        }
        catch (DNS4MeException e)
        {
            StandardOutput.WriteLine(JsonSerializer.Serialize(e.Fault, AgentJson.Default.Fault));
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            CrashLog.TryWrite(home.Folder, e, TimeProvider.System.GetUtcNow());
            StandardOutput.WriteLine(JsonSerializer.Serialize(Faults.InternalError($"{e.GetType().Name}."), AgentJson.Default.Fault));
            return ExitCode.Failed;
        }
    }

    private static async Task ServeUntilAsync<TEngine>(AgentHome home, AgentStartReason reason, EngineStart<TEngine> start, Task stop, Action ready)
        where TEngine : IAgentApi, IAsyncDisposable
    {
        // Heard from the start on: a signal in the middle of it must not cut it short.
        var signalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var signals = new StopSignals(() => signalled.TrySetResult());
        using var notices = ServiceNotices.Find(reason == AgentStartReason.Service ? Environment.GetEnvironmentVariable : _ => null);
        await using var host = await AgentHost.StartAsync(home, reason, TimeProvider.System, start).ConfigureAwait(false);
        ready();
        notices.Ready();
        await using (new Watchdog(notices, host.ProbeAsync, TimeProvider.System))
        {
            await Task.WhenAny(signalled.Task, stop, host.StopRequested).ConfigureAwait(false);
        }

        notices.Stopping();
    }

    /// <summary>Ends the process after a failure on a thread of its own. The runtime's way would be to abort, which leaves the memory, with its secrets, in a core file.</summary>
    private static void End(AgentHome home, Exception failure)
    {
        CrashLog.TryWrite(home.Folder, failure, TimeProvider.System.GetUtcNow());
        Environment.Exit(ExitCode.Failed);
    }
}
