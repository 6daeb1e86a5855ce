using System.ComponentModel;
using System.Diagnostics;
using DNS4Me.Local;

namespace DNS4Me.Agent.Installation.Windows;

/// <summary>Windows' service control manager: what the agent's service is there, and the waits.</summary>
/// <param name="control">The manager.</param>
/// <param name="time">The clock.</param>
internal sealed class WindowsManager(IServiceControl control, TimeProvider time) : IServiceManager
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public Task<RegisteredService> QueryAsync(CancellationToken cancellation) => Do("tell how the service stands", () => Task.FromResult(Find() is { } record
        ? new RegisteredService(true)
        {
            Running = record.State is ServiceRunState.Running or ServiceRunState.StartPending,
            StartType = record.StartType,
            ProcessId = record.ProcessId,
            User = record.User,
        }
        : RegisteredService.None));

    /// <inheritdoc/>
    public void RequireManager()
    {
    }

    /// <inheritdoc/>
    public Task RegisterAsync(ServiceProgram program, ServiceStartType startType, CancellationToken cancellation) => Do("register the service", () =>
    {
        control.Put(Define(program, startType));
        return Task.FromResult(true);
    });

    /// <inheritdoc/>
    public Task SetStartTypeAsync(ServiceStartType startType, CancellationToken cancellation) => Do("set when the system starts the service", () =>
    {
        control.SetStartType(MachineService.WindowsName, startType);
        return Task.FromResult(true);
    });

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation) => Do("start the service", async () =>
    {
        if (Find() is { State: not ServiceRunState.Running and not ServiceRunState.StartPending })
        {
            control.Start(MachineService.WindowsName);
        }

        await WaitAsync(
            record => record?.State switch
            {
                ServiceRunState.Running => true,
                ServiceRunState.Stopped or null => throw Failed("start the service", $"it ended with code {record?.ExitCode ?? 0}."),
                _ => false,
            },
            StartTimeout,
            "start the service",
            cancellation).ConfigureAwait(false);
        return true;
    });

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellation) => Do("stop the service", async () =>
    {
        if (Find() is not { State: not ServiceRunState.Stopped } running)
        {
            return true;
        }

        if (running.State != ServiceRunState.StopPending)
        {
            control.Stop(MachineService.WindowsName);
        }

        await WaitAsync(record => record is null or { State: ServiceRunState.Stopped }, MachineService.StopTimeout, "stop the service", cancellation).ConfigureAwait(false);
        await WaitForEndAsync(running.ProcessId, cancellation).ConfigureAwait(false);
        return true;
    });

    /// <inheritdoc/>
    public Task UnregisterAsync(CancellationToken cancellation) => Do("remove the service", () =>
    {
        control.Delete(MachineService.WindowsName);
        return Task.FromResult(true);
    });

    /// <summary>What the service is to Windows.</summary>
    /// <param name="program">The program, where Windows is to run it.</param>
    /// <param name="startType">When it starts.</param>
    public static ServiceDefinition Define(ServiceProgram program, ServiceStartType startType) => new(
        MachineService.WindowsName,
        "DNS4Me agent",
        "Keeps the domain names of this machine online, and takes them offline when the machine shuts down.",
        program.File,
        $"{MachineService.MachineArgument} {AgentProtocol.ReasonArgument} {AgentStartReason.Service}",
        startType,
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60)],
        TimeSpan.FromDays(1),
        MachineService.StopTimeout,
        ["SeChangeNotifyPrivilege"],
        ["Tcpip"]);

    /// <summary>A stopped service's process is about to end; until then its program cannot be replaced.</summary>
    private static async Task WaitForEndAsync(int? process, CancellationToken cancellation)
    {
        if (process is not { } id)
        {
            return;
        }

        try
        {
            using var ending = Process.GetProcessById(id);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(MachineService.StopTimeout);
            await ending.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed("stop the service", $"its process {id} goes on."), e);
        }
    }

    private ServiceRecord? Find() => control.Find(MachineService.WindowsName);

    private async Task WaitAsync(Func<ServiceRecord?, bool> isThere, TimeSpan deadline, string what, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (!isThere(Find()))
        {
            if (time.GetElapsedTime(started) > deadline)
            {
                throw Failed(what, $"it did not within {deadline.TotalSeconds:0} seconds.");
            }

            await Task.Delay(RetryInterval, time, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<T> Do<T>(string what, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed(what, e.Message), e);
        }
    }

    private static DNS4MeException Failed(string what, string reason) => new(Faults.SystemServiceFailed(what, reason));
}
