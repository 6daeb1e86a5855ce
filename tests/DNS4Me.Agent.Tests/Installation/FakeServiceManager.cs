using DNS4Me.Agent.Installation;

namespace DNS4Me.Agent.Tests.Installation;

/// <summary>A manager of one service, in memory. It notes what it was asked, and fails where a test says.</summary>
internal sealed class FakeServiceManager : IServiceManager
{
    public RegisteredService Service { get; set; } = RegisteredService.None;

    public List<string> Steps { get; } = [];

    public string? FailsAt { get; set; }

    public ServiceProgram? Program { get; private set; }

    public Task<RegisteredService> QueryAsync(CancellationToken cancellation) => Task.FromResult(Service);

    public void RequireManager() => Take("require");

    public Task RegisterAsync(ServiceProgram program, ServiceStartType startType, CancellationToken cancellation)
    {
        Take($"register {startType}");
        (Program, Service) = (program, Service with { Installed = true, StartType = startType, User = "dns4me" });
        return Task.CompletedTask;
    }

    public Task SetStartTypeAsync(ServiceStartType startType, CancellationToken cancellation)
    {
        Take($"start type {startType}");
        Service = Service with { StartType = startType };
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellation)
    {
        Take("start");
        Service = Service with { Running = true, ProcessId = 7 };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation)
    {
        Take("stop");
        Service = Service with { Running = false, ProcessId = null };
        return Task.CompletedTask;
    }

    public Task UnregisterAsync(CancellationToken cancellation)
    {
        Take("unregister");
        Service = RegisteredService.None;
        return Task.CompletedTask;
    }

    private void Take(string step)
    {
        Steps.Add(step);
        if (FailsAt == step)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed(step, "the test says so."));
        }
    }
}
