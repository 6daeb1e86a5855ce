using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>The agent is killed at every step. Where it runs as a service the service manager starts it again; here a command does.</summary>
internal static class AgentFaults
{
    private const string Killed = "the agent is killed";
    private const string Started = "the agent's start";

    public static async Task<FaultRow> KilledWhileOfflineAsync()
    {
        await using var scene = await Scene.RegisteredAsync(await DevService.StartAsync());

        await scene.KillAgentAsync();
        var during = await scene.StatusAsync(status => !status.AgentRunning);
        Assert.Equal((AgentState.Offline, null), (during.State, during.Fault));
        var visitors = await scene.VisitorsAsync();

        await StartAsync(scene, epoch: 1);
        return new(Killed, "offline", during.Words, visitors, Started, Bounds.Command);
    }

    public static async Task<FaultRow> KilledWhileConnectingAsync()
    {
        await using var scene = await Scene.RegisteredAsync(await DevService.StartAsync());
        Signals.Send(scene.Service.ProcessId, Signals.Stop);
        var connect = scene.Home.FailAsync("Connect-DNS4Me -TimeoutSec 50");
        await scene.StatusAsync(AgentState.Connecting, null);

        await scene.KillAgentAsync();
        var during = await scene.StatusAsync(status => !status.AgentRunning);
        Assert.Equal((AgentState.Offline, null), (during.State, during.Fault));
        Assert.Equal($"{FaultCode.AgentGone}", (await connect).Code);

        // Whether the request had left, only the service can tell: if so, it is the dead agent's for a lease.
        Signals.Send(scene.Service.ProcessId, Signals.Continue);
        await scene.Home.RunAsync("Start-DNS4MeAgent");
        await scene.IsBackAsync(Bounds.Command, epoch: null);
        return new(Killed, "connecting", during.Words, $"{Scene.OfflinePage}; if the service got the request, {Scene.MachineAnswer} for one lease", Started, Bounds.Command);
    }

    public static async Task<FaultRow> KilledWhileOnlineAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync(), timeout: 2 * Bounds.Timeout);

        // A few signs of life later, so that what the status says of the lease's end has to come from the last of them.
        var first = (await scene.StatusAsync(AgentState.Online, null)).LeaseEnds!.Value + (3 * Bounds.Interval);
        await scene.StatusAsync(status => status.State == AgentState.Online && status.LeaseEnds > first);
        await scene.KillAgentAsync();
        var during = await scene.StatusAsync(AgentState.Online, FaultCode.AgentNotRunning);
        Assert.True(during.LeaseEnds > first);
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());

        var after = await scene.StatusAsync(AgentState.Offline, null);
        Assert.Equal(during.LeaseEnds, after.Since);
        await scene.VisitorsGetAsync(Scene.OfflinePage);

        await StartAsync(scene, epoch: 2);
        return new(Killed, "online", $"{during.Words}, until the lease ends; then {after.Words}", $"{Scene.MachineAnswer} until the lease ends; then {Scene.OfflinePage}", Started, Bounds.Command);
    }

    public static async Task<FaultRow> KilledWhileReconnectingAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync(), timeout: Bounds.Timeout);
        await scene.Service.KillAsync();
        await scene.StatusAsync(AgentState.Reconnecting, FaultCode.ServiceRefused);

        await scene.KillAgentAsync();
        var during = await scene.StatusAsync(status => !status.AgentRunning && status.State == AgentState.Offline);

        await scene.Service.StartAgainAsync();
        await StartAsync(scene, epoch: 2);
        return new(Killed + " as well as the service", "reconnecting", $"Online, {FaultCode.AgentNotRunning}, until the lease ends; then {during.Words}", Scene.NoAnswer, "the start of both", Bounds.Command);
    }

    public static async Task<FaultRow> KilledWhileGoingOfflineAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync());
        await scene.Home.RunAsync("Set-DNS4MeOption -GoOnlineAtStart:$false");
        await scene.KeepAsync();
        await scene.Service.KillAsync();
        await scene.Home.RunAsync("Disconnect-DNS4Me -WarningAction SilentlyContinue");

        await scene.KillAgentAsync();
        var during = await scene.StatusAsync(status => !status.AgentRunning);
        Assert.Equal((AgentState.Offline, FaultCode.ServiceRefused), (during.State, during.Fault));
        Assert.NotNull(during.LeaseEnds);

        await scene.Service.StartAgainAsync();
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());
        await scene.Home.RunAsync("Start-DNS4MeAgent");
        await scene.StatusAsync(status => status is { State: AgentState.Offline, Fault: null, LeaseEnds: null, AgentRunning: true }, Bounds.Of(Bounds.NextTry));
        Assert.Equal(Scene.OfflinePage, await scene.VisitorsAsync());
        await scene.NothingIsLostAsync();
        return new(Killed + " before the service has heard of it", "going offline", $"{during.Words}, and until when the domain stays", Scene.MachineAnswer, $"{Started}: the service is told, and the domain is offline", Bounds.NextTry);
    }

    private static async Task StartAsync(Scene scene, long epoch)
    {
        await scene.Home.RunAsync("Start-DNS4MeAgent");
        await scene.IsBackAsync(Bounds.Command, epoch);
    }
}
