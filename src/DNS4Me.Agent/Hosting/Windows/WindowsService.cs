using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting.Windows;

/// <summary>
/// The agent as a service of Windows. It asks to hear of a shutdown before other services do, while there still is a network, and it is given time to take
/// the domains offline. A process is one service, so this is static, as the manager's callbacks are.
/// </summary>
[SupportedOSPlatform("windows")]
internal static unsafe class WindowsService
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TaskCompletionSource Stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static readonly Lock Reporting = new();
    private static Func<Task, Action, Task<int>>? _serve;
    private static nint _handle;
    private static uint _state = ServiceCalls.StartPending;
    private static uint _checkPoint;
    private static int _exitCode = ExitCode.Failed;

    /// <summary>Whether this process has no desktop, as one that the service manager has started.</summary>
    public static bool IsStartedByManager => !Environment.UserInteractive;

    /// <summary>Serves until the manager or somebody else wants it to stop.</summary>
    /// <param name="serve">Serves until the task given ends, calls the action once it is ready, and gives an exit code.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="DNS4MeException">No manager has started this process.</exception>
    public static int Run(Func<Task, Action, Task<int>> serve)
    {
        _serve = serve;
        fixed (char* name = MachineService.WindowsName)
        {
            var table = stackalloc ServiceCalls.TableEntry[2];
            table[0] = new() { Name = name, Main = &ServiceMain };
            table[1] = default;
            if (!ServiceCalls.Dispatch(table))
            {
                throw new DNS4MeException(Faults.SystemServiceFailed("speak to the service manager", new Win32Exception(Marshal.GetLastPInvokeError()).Message));
            }
        }

        return _exitCode;
    }

    [UnmanagedCallersOnly]
    private static void ServiceMain(uint count, char** arguments)
    {
        _handle = ServiceCalls.RegisterHandler(MachineService.WindowsName, &Handle, null);
        Report(ServiceCalls.StartPending);
        _exitCode = _serve!(Stop.Task, () => Report(ServiceCalls.Running)).GetAwaiter().GetResult();
        Report(ServiceCalls.Stopped);
    }

    [UnmanagedCallersOnly]
    private static uint Handle(uint control, uint type, void* data, void* context)
    {
        switch (control)
        {
            case ServiceCalls.ControlStop or ServiceCalls.ControlPreshutdown:
                Report(ServiceCalls.StopPending);
                Stop.TrySetResult();
                return ServiceCalls.NoError;
            case ServiceCalls.ControlInterrogate:
                return ServiceCalls.NoError;
            default:
                return ServiceCalls.NotImplemented;
        }
    }

    private static void Report(uint state)
    {
        lock (Reporting)
        {
            // Told to stop while it started: what is ready then is on its way out.
            if (state == ServiceCalls.Running && _state == ServiceCalls.StopPending)
            {
                return;
            }

            _state = state;
            var failed = state == ServiceCalls.Stopped && _exitCode != ExitCode.Done;
            var status = new ServiceCalls.Status
            {
                Type = ServiceCalls.OwnProcess,
                State = state,
                Accepted = state == ServiceCalls.Running ? ServiceCalls.AcceptStop | ServiceCalls.AcceptPreshutdown : 0,
                ExitCode = failed ? ServiceCalls.ServiceSpecificError : ServiceCalls.NoError,
                OwnExitCode = failed ? (uint)_exitCode : 0,
                CheckPoint = state is ServiceCalls.StartPending or ServiceCalls.StopPending ? ++_checkPoint : 0,
                WaitHint = state switch
                {
                    ServiceCalls.StartPending => (uint)StartTimeout.TotalMilliseconds,
                    ServiceCalls.StopPending => (uint)MachineService.StopTimeout.TotalMilliseconds,
                    _ => 0,
                },
            };
            _ = ServiceCalls.SetStatus(_handle, &status);
        }
    }
}
