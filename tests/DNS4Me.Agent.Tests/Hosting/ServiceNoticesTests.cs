using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Tests.Rpc;
using DNS4Me.Local;
using Microsoft.Extensions.Time.Testing;

namespace DNS4Me.Agent.Tests.Hosting;

/// <summary>What a service manager hears of an agent, over a real socket (sd_notify(3)).</summary>
public sealed class ServiceNoticesTests : IDisposable
{
    private readonly TestHome _test = new();
    private readonly string _path;
    private readonly Socket _manager;

    public ServiceNoticesTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is Linux's.");
        _path = Path.Combine(_test.Root, "notify");
        _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        _manager.Bind(new UnixDomainSocketEndPoint(_path));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _manager?.Dispose();
        _test.Dispose();
    }

    [Fact]
    public async Task A_service_tells_that_it_is_ready_once_it_serves_and_that_it_stops_when_told_to()
    {
        var start = new ProcessStartInfo(AgentProgram.Path, AgentProgram.Arguments(_test.Home, AgentStartReason.Service))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[ServiceNotices.SocketVariable] = _path;
        start.Environment[ServiceNotices.WatchdogVariable] = "200000";
        using var agent = Process.Start(start)!;

        Assert.Contains("READY=1", await HearAsync());
        using (var client = await RpcClient.GreetAsync(_test.Home))
        {
            Assert.Null((await client.CallAsync(AgentProtocol.GetStatus)).Error);
        }

        Assert.Equal(["WATCHDOG=1"], await HearAsync());
        await AgentProgram.SignalAsync("TERM", agent.Id);
        IReadOnlyList<string> said;
        do
        {
            said = await HearAsync();
        }
        while (said is ["WATCHDOG=1"]);

        Assert.Contains("STOPPING=1", said);
        await AgentProgram.WaitForExitAsync(agent);
        Assert.Equal(ExitCode.Done, agent.ExitCode);
    }

    [Fact]
    public async Task A_name_in_the_abstract_space_is_understood()
    {
        var name = $"dns4me-test-{Environment.ProcessId}";
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint('\0' + name));
        using var notices = ServiceNotices.Find(Variables((ServiceNotices.SocketVariable, "@" + name)));
        notices.Ready();
        Assert.Contains("READY=1", await HearAsync(manager));
    }

    [Fact]
    public async Task An_engine_that_hangs_is_not_told_to_work()
    {
        var time = new FakeTimeProvider();
        var turn = new TaskCompletionSource();
        var probes = 0;
        using var notices = ServiceNotices.Find(Variables((ServiceNotices.SocketVariable, _path), (ServiceNotices.WatchdogVariable, "10000000")));
        await using var watchdog = new Watchdog(notices, _ => ++probes == 1 ? Task.CompletedTask : turn.Task, time);

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["WATCHDOG=1"], await HearAsync());
        time.Advance(TimeSpan.FromMinutes(5));
        await Eventually.IsTrueAsync(() => probes == 2, "the second probe");
        Assert.Equal(0, _manager.Available);
        turn.SetResult();
        Assert.Equal(["WATCHDOG=1"], await HearAsync());
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("10000000", null, 10)]
    [InlineData("10000000", "self", 10)]
    [InlineData("10000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    public void A_watchdog_is_for_the_process_that_it_names(string? interval, string? process, int? seconds)
    {
        using var notices = ServiceNotices.Find(Variables(
            (ServiceNotices.SocketVariable, _path),
            (ServiceNotices.WatchdogVariable, interval),
            (ServiceNotices.WatchdogProcessVariable, process == "self" ? Environment.ProcessId.ToString(CultureInfo.InvariantCulture) : process)));
        Assert.Equal(seconds, (int?)notices.WatchdogInterval?.TotalSeconds);
    }

    [Fact]
    public void Without_a_manager_nobody_is_told()
    {
        using var notices = ServiceNotices.Find(_ => null);
        notices.Ready();
        notices.Stopping();
        Assert.Null(notices.WatchdogInterval);
    }

    private static Func<string, string?> Variables(params (string Name, string? Value)[] variables)
        => name => variables.FirstOrDefault(variable => variable.Name == name).Value;

    private Task<IReadOnlyList<string>> HearAsync() => HearAsync(_manager);

    private static async Task<IReadOnlyList<string>> HearAsync(Socket manager)
    {
        var buffer = new byte[4096];
        var length = await manager.ReceiveAsync(buffer, Cancellation).AsTask().WaitAsync(AgentProgram.Deadline, Cancellation);
        return Encoding.UTF8.GetString(buffer, 0, length).Split('\n');
    }
}
