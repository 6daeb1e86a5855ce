using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>The proxy between the agent and the service fails, and the service does not.</summary>
internal static class ProxyFaults
{
    private const string Next = "the next try to reconnect";

    public static async Task<FaultRow> KilledWhileOnlineAsync()
    {
        await using var proxy = await SocksProxy.StartAsync();
        await using var scene = await OnlineThroughAsync(proxy);

        await proxy.KillAsync();
        var during = await scene.StatusAsync(AgentState.Reconnecting, FaultCode.ProxyUnreachable);
        await scene.VisitorsGetAsync(Scene.OfflinePage);

        await proxy.StartAgainAsync();
        await scene.IsBackAsync(Bounds.NextTry);
        return Row("the proxy is killed", "online", during, Next, Bounds.NextTry);
    }

    public static async Task<FaultRow> HangsWhileOnlineAsync()
    {
        await using var proxy = await SocksProxy.StartAsync();
        await using var scene = await OnlineThroughAsync(proxy);

        Signals.Send(proxy.ProcessId, Signals.Stop);

        // While the agent still has connections from before the fault it cannot tell who of the two is silent.
        var during = await scene.StatusAsync(AgentState.Reconnecting, FaultCode.ProxyTimedOut);
        await scene.VisitorsGetAsync(Scene.OfflinePage);

        Signals.Send(proxy.ProcessId, Signals.Continue);
        await scene.IsBackAsync(Bounds.NextTry);
        return Row("the proxy hangs, its connections open", "online", during, Next, Bounds.NextTry);
    }

    public static async Task<FaultRow> KilledWhileConnectingAsync()
    {
        await using var proxy = await SocksProxy.StartAsync();
        await using var scene = await Scene.RegisteredAsync(await DevService.StartAsync(), more: Through(proxy), address: SocksProxy.Address);
        await proxy.KillAsync();
        await using var connect = scene.Home.Start("Connect-DNS4Me -TimeoutSec 50");
        var during = await scene.StatusAsync(AgentState.Connecting, FaultCode.ProxyUnreachable);
        Assert.Equal(Scene.OfflinePage, await scene.VisitorsAsync());

        await proxy.StartAgainAsync();
        await scene.IsBackAsync(Bounds.NextCommandTry);
        (await connect.EndAsync()).MustSucceed();
        return new("the proxy is killed", "connecting", during.Words, Scene.OfflinePage, "the command goes on trying", Bounds.NextCommandTry);
    }

    private static async Task<Scene> OnlineThroughAsync(SocksProxy proxy)
        => await Scene.OnlineAsync(await DevService.StartAsync(), timeout: Bounds.Timeout, more: Through(proxy), address: SocksProxy.Address);

    private static string Through(SocksProxy proxy) => $"Set-DNS4MeProxy Socks5 127.0.0.1 {proxy.Port}";

    private static FaultRow Row(string fault, string step, SeenStatus during, string backBy, string bound)
        => new(fault, step, during.Words, $"{Scene.MachineAnswer} until the lease ends; then {Scene.OfflinePage}", backBy, bound);
}
