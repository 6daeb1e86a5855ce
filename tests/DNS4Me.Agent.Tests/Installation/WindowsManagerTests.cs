using System.ComponentModel;
using DNS4Me.Agent.Installation;
using DNS4Me.Agent.Installation.Windows;

namespace DNS4Me.Agent.Tests.Installation;

/// <summary>What Windows' service control manager is asked, with another one in its place.</summary>
public class WindowsManagerTests
{
    private static readonly ServiceProgram Program = new("/programs/DNS4Me/agent", IsNative: true, RuntimeFolder: null, "1.2.3");

    private readonly FakeControl _control = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WindowsManager Manager => new(_control, TimeProvider.System);

    [Fact]
    public async Task The_service_is_started_again_after_failures_and_given_time_at_a_shutdown()
    {
        await Manager.RegisterAsync(Program, ServiceStartType.Automatic, Cancellation);

        var definition = _control.Definition!;
        Assert.Equal("DNS4MeAgent", definition.Name);
        Assert.Equal($"\"{Program.File}\" --machine --start-reason Service", definition.CommandLine);
        Assert.Equal(ServiceStartType.Automatic, definition.StartType);
        Assert.Equal([5, 5, 60], definition.RestartDelays.Select(delay => delay.TotalSeconds));
        Assert.Equal(20, definition.ShutdownTime.TotalSeconds);
        Assert.Equal(["SeChangeNotifyPrivilege"], definition.Privileges);
    }

    [Fact]
    public async Task Starting_waits_until_the_service_is_ready()
    {
        _control.Stands(ServiceRunState.Stopped, ServiceRunState.StartPending, ServiceRunState.Running);
        await Manager.StartAsync(Cancellation);
        Assert.Equal(["start"], _control.Steps);
    }

    [Fact]
    public async Task A_service_that_ends_as_it_starts_is_told_with_its_code()
    {
        _control.Stands(ServiceRunState.Stopped, ServiceRunState.StartPending, ServiceRunState.Stopped);
        var failure = await Assert.ThrowsAsync<DNS4MeException>(() => Manager.StartAsync(Cancellation));
        Assert.Contains("1066", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_waits_until_the_service_has_stopped()
    {
        _control.Stands(ServiceRunState.Running, ServiceRunState.StopPending, ServiceRunState.Stopped);
        await Manager.StopAsync(Cancellation);
        Assert.Equal(["stop"], _control.Steps);
    }

    [Fact]
    public async Task What_stands_still_is_not_stopped()
    {
        _control.Stands(ServiceRunState.Stopped);
        await Manager.StopAsync(Cancellation);
        Assert.Empty(_control.Steps);
    }

    [Fact]
    public async Task No_service_is_not_installed() => Assert.Equal(RegisteredService.None, await Manager.QueryAsync(Cancellation));

    [Fact]
    public async Task A_refusal_of_the_manager_is_a_fault()
    {
        _control.Refuses = true;
        Assert.Equal(FaultCode.SystemServiceFailed, (await Assert.ThrowsAsync<DNS4MeException>(() => Manager.UnregisterAsync(Cancellation))).Fault.Code);
    }

    private sealed class FakeControl : IServiceControl
    {
        private readonly Queue<ServiceRunState> _states = [];

        public ServiceDefinition? Definition { get; private set; }

        public List<string> Steps { get; } = [];

        public bool Refuses { get; set; }

        /// <summary>What each look finds, one after another; the last for good.</summary>
        public void Stands(params ServiceRunState[] states) => Array.ForEach(states, _states.Enqueue);

        public ServiceRecord? Find(string name)
            => _states.Count == 0 ? null : new(_states.Count > 1 ? _states.Dequeue() : _states.Peek(), ServiceStartType.Automatic, null, "LocalSystem", 1066);

        public void Put(ServiceDefinition definition) => Definition = definition;

        public void SetStartType(string name, ServiceStartType startType) => Steps.Add($"start type {startType}");

        public void Start(string name) => Steps.Add("start");

        public void Stop(string name) => Steps.Add("stop");

        public void Delete(string name)
        {
            if (Refuses)
            {
                throw new Win32Exception(5);
            }

            Steps.Add("delete");
        }
    }
}
