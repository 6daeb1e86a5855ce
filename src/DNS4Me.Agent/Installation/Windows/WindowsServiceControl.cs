using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using static DNS4Me.Agent.Installation.Windows.ServiceManagerCalls;

namespace DNS4Me.Agent.Installation.Windows;

/// <summary>The service control manager of this machine.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class WindowsServiceControl : IServiceControl
{
    /// <inheritdoc/>
    public ServiceRecord? Find(string name) => With<ServiceRecord?>(ManagerConnect, manager =>
    {
        var service = OpenService(manager, name, QueryStatus | QueryConfiguration);
        if (service == 0)
        {
            return Marshal.GetLastPInvokeError() == NoSuchService ? null : throw LastError();
        }

        using (new Handle(service))
        {
            return Read(service);
        }
    });

    /// <inheritdoc/>
    public void Put(ServiceDefinition definition) => With(ManagerConnect | ManagerCreate, manager =>
    {
        using var service = new Handle(OpenOrCreate(manager, definition));
        Describe(service.Value, definition);
        return true;
    });

    /// <inheritdoc/>
    public void SetStartType(string name, ServiceStartType startType) => WithService(name, ChangeConfiguration, service
        => Check(Change(service, NoChange, NumberOf(startType), NoChange, null, null, 0, null, null, null, null)));

    /// <inheritdoc/>
    public void Start(string name) => WithService(name, MayStart, service => Check(ServiceManagerCalls.Start(service, 0, null)));

    /// <inheritdoc/>
    public void Stop(string name) => WithService(name, MayStop, service =>
    {
        ProcessStatus status;
        Check(Control(service, ControlStop, &status));
    });

    /// <inheritdoc/>
    public void Delete(string name) => WithService(name, MayDelete, service => Check(ServiceManagerCalls.Delete(service)));

    private static nint OpenOrCreate(nint manager, ServiceDefinition definition)
    {
        const uint access = ChangeConfiguration | MayStart;
        var (start, dependencies) = (NumberOf(definition.StartType), ListOf(definition.Dependencies));
        var service = OpenService(manager, definition.Name, access);
        if (service != 0)
        {
            if (!Change(service, OwnProcess, start, NormalErrors, definition.CommandLine, null, 0, dependencies, null, null, definition.DisplayName))
            {
                using (new Handle(service))
                {
                    throw LastError();
                }
            }

            return service;
        }

        if (Marshal.GetLastPInvokeError() != NoSuchService)
        {
            throw LastError();
        }

        // Without an account it is the system's own.
        service = Create(manager, definition.Name, definition.DisplayName, access, OwnProcess, start, NormalErrors, definition.CommandLine, null, 0, dependencies, null, null);
        return service != 0 ? service : throw LastError();
    }

    private static void Describe(nint service, ServiceDefinition definition)
    {
        fixed (char* description = definition.Description, privileges = ListOf(definition.Privileges))
        {
            var text = description;
            Check(ChangeMore(service, Description, &text));
            var list = privileges;
            Check(ChangeMore(service, RequiredPrivileges, &list));
        }

        var actions = definition.RestartDelays.Select(delay => new FailureAction { Type = RestartAction, DelayMilliseconds = (uint)delay.TotalMilliseconds }).ToArray();
        fixed (FailureAction* first = actions)
        {
            var failures = new Failures { MemorySeconds = (uint)definition.FailureMemory.TotalSeconds, Count = (uint)actions.Length, Actions = first };
            Check(ChangeMore(service, FailureActions, &failures));
        }

        // An end with an error counts as a failure, not a crash alone.
        var onErrors = 1;
        Check(ChangeMore(service, FailureFlag, &onErrors));
        var shutdown = (uint)definition.ShutdownTime.TotalMilliseconds;
        Check(ChangeMore(service, Preshutdown, &shutdown));
    }

    private static ServiceRecord Read(nint service)
    {
        ProcessStatus status;
        Check(QueryProcess(service, 0, &status, (uint)sizeof(ProcessStatus), out _));
        if (QueryConfig(service, null, 0, out var size) || Marshal.GetLastPInvokeError() != BufferTooSmall)
        {
            throw LastError();
        }

        fixed (byte* buffer = new byte[size])
        {
            Check(QueryConfig(service, buffer, size, out _));
            var config = (Config*)buffer;
            return new(
                status.State is >= (uint)ServiceRunState.Stopped and <= (uint)ServiceRunState.Running ? (ServiceRunState)status.State : ServiceRunState.Running,
                config->Start == StartsWithSystem ? ServiceStartType.Automatic : ServiceStartType.Manual,
                status.ProcessId == 0 ? null : (int)status.ProcessId,
                new string(config->Account),
                (int)status.ExitCode);
        }
    }

    private static uint NumberOf(ServiceStartType startType) => startType == ServiceStartType.Automatic ? StartsWithSystem : StartsOnDemand;

    /// <summary>Texts each closed by NUL, and the list by another one.</summary>
    private static string ListOf(IEnumerable<string> texts) => string.Concat(texts.Select(text => text + "\0")) + "\0";

    private static void WithService(string name, uint access, Action<nint> work) => With(ManagerConnect, manager =>
    {
        var service = OpenService(manager, name, access);
        if (service == 0)
        {
            throw LastError();
        }

        using (new Handle(service))
        {
            work(service);
            return true;
        }
    });

    private static T With<T>(uint access, Func<nint, T> work)
    {
        var manager = OpenManager(null, null, access);
        if (manager == 0)
        {
            throw LastError();
        }

        using (new Handle(manager))
        {
            return work(manager);
        }
    }

    private static void Check(bool succeeded)
    {
        if (!succeeded)
        {
            throw LastError();
        }
    }

    private static Win32Exception LastError() => new(Marshal.GetLastPInvokeError());

    private readonly struct Handle(nint value) : IDisposable
    {
        public nint Value => value;

        public void Dispose() => Close(value);
    }
}
