using DNS4Me.EndToEnd.Fixtures;
using Microsoft.Data.Sqlite;

namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>The service is killed, hangs, or is away for long, at every step of the agent.</summary>
internal static class ServiceFaults
{
    private const string Killed = "the service is killed";

    public static async Task<FaultRow> KilledWhileOfflineAsync()
    {
        await using var scene = await Scene.RegisteredAsync(await DevService.StartAsync());

        await scene.Service.KillAsync();
        var during = await scene.StatusAsync(AgentState.Offline, null);

        await scene.Service.StartAgainAsync();
        Assert.Equal(Scene.OfflinePage, await scene.VisitorsAsync());
        await scene.Home.RunAsync("Connect-DNS4Me -TimeoutSec 30");
        await scene.IsBackAsync(Bounds.AtOnce);
        return new(Killed, "offline", during.Words, Scene.NoAnswer, "its restart; it goes online with Connect-DNS4Me as before", Bounds.AtOnce);
    }

    public static async Task<FaultRow> KilledWhileConnectingAsync()
    {
        await using var scene = await Scene.RegisteredAsync(await DevService.StartAsync());
        Signals.Send(scene.Service.ProcessId, Signals.Stop);
        await using var connect = scene.Home.Start("Connect-DNS4Me -TimeoutSec 50");
        await scene.StatusAsync(AgentState.Connecting, null);

        await scene.Service.KillAsync();
        var during = await scene.StatusAsync(AgentState.Connecting, FaultCode.ServiceRefused);

        await scene.Service.StartAgainAsync();
        await scene.IsBackAsync(Bounds.NextCommandTry);
        (await connect.EndAsync()).MustSucceed();
        return new(Killed, "connecting", during.Words, Scene.NoAnswer, "its restart; the command goes on trying", Bounds.NextCommandTry);
    }

    public static async Task<FaultRow> KilledWhileOnlineAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync());

        var at = DateTimeOffset.UtcNow;
        await scene.Service.KillAsync();
        var during = await scene.StatusAsync(AgentState.Reconnecting, FaultCode.ServiceRefused);
        Assert.True(during.Since >= at);

        await scene.Service.StartAgainAsync();
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());
        await scene.IsBackAsync(Bounds.NextTry);
        return new(Killed, "online", during.Words, Scene.NoAnswer, "its restart: the lease has lost nothing; the next try to reconnect", Bounds.NextTry);
    }

    public static async Task<FaultRow> KilledWhileReconnectingAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync());
        await scene.Service.KillAsync();
        var first = await scene.StatusAsync(AgentState.Reconnecting, FaultCode.ServiceRefused);

        // It comes, and hangs before the agent's next try, and is killed in the middle of that.
        await scene.Service.StartAgainAsync();
        Signals.Send(scene.Service.ProcessId, Signals.Stop);
        await scene.StatusAsync(status => status.State is AgentState.Reconnecting or AgentState.Online);
        await scene.Service.KillAsync();
        var during = await scene.StatusAsync(AgentState.Reconnecting, FaultCode.ServiceRefused);
        Assert.True(during.Since >= first.Since);

        await scene.Service.StartAgainAsync();
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());
        await scene.IsBackAsync(Bounds.NextTry);
        return new(Killed, "reconnecting", during.Words, Scene.NoAnswer, "its restart; the next try to reconnect", Bounds.NextTry);
    }

    public static async Task<FaultRow> KilledWhileGoingOfflineAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync());
        Signals.Send(scene.Service.ProcessId, Signals.Stop);
        await using var disconnect = scene.Home.Start("Disconnect-DNS4Me");
        await scene.StatusAsync(status => status.State == AgentState.Offline);

        await scene.Service.KillAsync();
        var during = await scene.StatusAsync(AgentState.Offline, FaultCode.ServiceRefused);
        Assert.NotNull(during.LeaseEnds);
        (await disconnect.EndAsync()).MustSucceed();

        await scene.Service.StartAgainAsync();
        var after = await scene.StatusAsync(status => status is { State: AgentState.Offline, Fault: null, LeaseEnds: null }, Bounds.Of(Bounds.NextTry));
        Assert.Equal(Scene.OfflinePage, await scene.VisitorsAsync());
        Assert.True(after.AgentRunning);
        await scene.NothingIsLostAsync();
        return new(Killed, "going offline", during.Words + ", and until when the domain stays", Scene.NoAnswer, "its restart; it is told again, and the domain is offline", Bounds.NextTry);
    }

    public static async Task<FaultRow> GoneForLongerThanTheTimeoutAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync(), timeout: 2 * Bounds.Timeout);
        var end = (await scene.StatusAsync(AgentState.Online, null)).LeaseEnds!.Value;

        await scene.Service.KillAsync();
        var during = await scene.StatusAsync(status => status is { State: AgentState.Reconnecting, Fault: FaultCode.ServiceRefused } && status.At > end + Bounds.Request);

        await scene.Service.StartAgainAsync();
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());
        await scene.IsBackAsync(Bounds.NextTry);
        return new("the service is gone for longer than the timeout", "online", during.Words, Scene.NoAnswer, "its restart: no domain goes offline for it", Bounds.AtOnce);
    }

    /// <summary>The agent is gone as well, so that nothing but the lease itself can have the domain online.</summary>
    public static async Task<FaultRow> GoneForAnHourAsync()
    {
        Rights.RequireRoot("make a time namespace");
        var service = await DevService.StartAsync();
        await using var scene = await Scene.OnlineAsync(service);
        await scene.KillAgentAsync();
        var during = await scene.StatusAsync(AgentState.Online, FaultCode.AgentNotRunning);

        await service.KillAsync();
        AgeByAnHour(service);

        // time_namespaces(7): this machine's monotonic clock is an hour on as well.
        await service.StartAgainAsync(["unshare", "--time", "--monotonic", "3600", "--boottime", "3600", "--"]);
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());
        await scene.Home.RunAsync("Start-DNS4MeAgent");
        await scene.IsBackAsync(Bounds.Command, epoch: 2);
        return new("the service is gone for an hour, with a timeout of ten minutes", "online", during.Words, Scene.NoAnswer, "its restart: no domain goes offline for it", Bounds.AtOnce);
    }

    public static async Task<FaultRow> HangsForLongerThanTheTimeoutAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync(), timeout: 2 * Bounds.Timeout);
        var end = (await scene.StatusAsync(AgentState.Online, null)).LeaseEnds!.Value;

        Signals.Send(scene.Service.ProcessId, Signals.Stop);
        var during = await scene.StatusAsync(status => status is { State: AgentState.Reconnecting, Fault: FaultCode.ServiceTimedOut } && status.At > end + Bounds.Request);

        Signals.Send(scene.Service.ProcessId, Signals.Continue);
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());
        await scene.IsBackAsync(Bounds.NextTry);
        return new("the service hangs for longer than the timeout, its connections open", "online", during.Words, Scene.NoAnswer, "its going on: no domain goes offline for it; the next try to reconnect", Bounds.NextTry);
    }

    private static void AgeByAnHour(DevService service)
    {
        using var store = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = service.Store, Pooling = false }.ConnectionString);
        store.Open();
        using var command = store.CreateCommand();
        command.CommandText = "UPDATE account SET expires = expires - 3600";
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
