using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>Packets are lost between the machine and the service, which the world's resolvers still reach.</summary>
internal static class NetworkFaults
{
    private const string Until = $"{Scene.MachineAnswer} until the lease ends; then {Scene.OfflinePage}";
    private const string Next = "the next try to reconnect";

    public static Task<FaultRow> ToServiceAsync() => LoseWhileOnlineAsync(
        "what the machine sends is lost", networks => networks.LoseToServiceAsync(), networks => networks.FindServiceAsync());

    public static Task<FaultRow> ToMachineAsync() => LoseWhileOnlineAsync(
        "what the service sends is lost", networks => networks.LoseToMachineAsync(), networks => networks.FindMachineAsync());

    public static Task<FaultRow> BothWaysAsync() => LoseWhileOnlineAsync("everything between machine and service is lost", LoseAsync, FindAsync);

    public static async Task<FaultRow> WhileConnectingAsync()
    {
        var networks = await TwoNetworks.StartAsync();
        await using var scene = await Scene.RegisteredAsync(networks, On(networks));
        await LoseAsync(networks);
        await using var connect = scene.Home.Start("Connect-DNS4Me -TimeoutSec 55");
        var during = await scene.StatusAsync(AgentState.Connecting, FaultCode.ServiceTimedOut);
        Assert.Equal(Scene.OfflinePage, await scene.VisitorsAsync());

        await FindAsync(networks);
        await scene.IsBackAsync(Bounds.NextCommandTry);
        (await connect.EndAsync()).MustSucceed();
        return new("everything between machine and service is lost", "connecting", during.Words, Scene.OfflinePage, "the command goes on trying", Bounds.NextCommandTry);
    }

    public static async Task<FaultRow> HalfOpenAsync()
    {
        var networks = await TwoNetworks.StartAsync();
        await using var scene = await Scene.OnlineAsync(networks, On(networks));

        // The end of the service's side of the connection never reaches the machine, which holds it open.
        await LoseAsync(networks);
        await networks.KillAsync();
        var during = await scene.StatusAsync(AgentState.Reconnecting, FaultCode.ServiceTimedOut);
        await networks.StartAgainAsync();
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());

        await FindAsync(networks);
        await scene.IsBackAsync(Bounds.NextTry);
        return new("the service's machine starts anew, and the agent's connection stays half open", "online", during.Words, Until, Next, Bounds.NextTry);
    }

    public static async Task<FaultRow> CableOutAsync()
    {
        var networks = await TwoNetworks.StartAsync();
        await using var scene = await Scene.OnlineAsync(networks, On(networks), timeout: Bounds.Timeout);
        await scene.StatusAsync(status => status.Internet == true);

        await networks.UnplugAsync();
        await scene.StatusAsync(status => status.Internet == false);
        var during = await scene.StatusAsync(AgentState.Reconnecting, FaultCode.ServiceUnreachable);
        Assert.False(during.Internet);
        await scene.VisitorsGetAsync(Scene.OfflinePage);

        await networks.PlugInAsync();
        await scene.IsBackAsync(Bounds.NetworkUp);
        await scene.StatusAsync(status => status.Internet == true);
        return new("the machine's cable is out", "online", $"{during.Words}, no Internet connection", Until, "the network's coming up", Bounds.NetworkUp);
    }

    private static async Task<FaultRow> LoseWhileOnlineAsync(string fault, Func<TwoNetworks, Task> lose, Func<TwoNetworks, Task> find)
    {
        var networks = await TwoNetworks.StartAsync();
        await using var scene = await Scene.OnlineAsync(networks, On(networks), timeout: Bounds.Timeout);
        var at = DateTimeOffset.UtcNow;

        await lose(networks);
        var during = await scene.StatusAsync(AgentState.Reconnecting, FaultCode.ServiceTimedOut);
        Assert.True(during.Since >= at);
        await scene.VisitorsGetAsync(Scene.OfflinePage);
        Assert.Equal(AgentState.Reconnecting, (await scene.StatusAsync(_ => true)).State);

        await find(networks);
        await scene.IsBackAsync(Bounds.NextTry);
        return new(fault, "online", during.Words, Until, Next, Bounds.NextTry);
    }

    private static ClientHome On(TwoNetworks networks) => new() { Under = networks.OnMachine };

    private static async Task LoseAsync(TwoNetworks networks)
    {
        await networks.LoseToServiceAsync();
        await networks.LoseToMachineAsync();
    }

    private static async Task FindAsync(TwoNetworks networks)
    {
        await networks.FindServiceAsync();
        await networks.FindMachineAsync();
    }
}
