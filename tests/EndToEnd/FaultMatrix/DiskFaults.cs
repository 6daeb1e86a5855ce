using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>There is no room on the disk, or nothing may be written to it.</summary>
internal static class DiskFaults
{
    private const string Change = "Set-DNS4MeOnlineSetting -WebRedirectPort 8081";

    public static async Task<FaultRow> FullAtTheMachineAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync(), await ClientHome.OnSmallDiskAsync(), timeout: Bounds.Timeout);
        var disk = scene.Home.Disk!;

        disk.Fill();
        var during = await NothingIsStoredAndTheDomainStaysAsync(scene);

        disk.Empty();
        await scene.Home.RunAsync(Change);
        await scene.KeepAsync();
        await scene.IsBackAsync(Bounds.AtOnce);
        return new("the machine's disk is full", "online", $"{during.Words}; a setting is refused with {FaultCode.SettingsUnwritable}", Scene.MachineAnswer, "nothing: it was not away", Bounds.AtOnce);
    }

    public static async Task<FaultRow> FullAtTheAgentsStartAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync(), await ClientHome.OnSmallDiskAsync());
        var disk = scene.Home.Disk!;

        await scene.KillAgentAsync();
        disk.Fill();
        await scene.Home.RunAsync("Start-DNS4MeAgent");
        await scene.IsBackAsync(Bounds.Command, epoch: 2);
        disk.Empty();
        return new("the machine's disk is full when the agent starts", "offline", $"{AgentState.Online}", Scene.MachineAnswer, "the agent's start", Bounds.Command);
    }

    public static async Task<FaultRow> ReadOnlyAtTheMachineAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync(), await ClientHome.OnSmallDiskAsync(), timeout: Bounds.Timeout);
        var disk = scene.Home.Disk!;

        await disk.SetReadOnlyAsync(true);
        var during = await NothingIsStoredAndTheDomainStaysAsync(scene);

        await disk.SetReadOnlyAsync(false);
        await scene.Home.RunAsync(Change);
        await scene.KeepAsync();
        await scene.IsBackAsync(Bounds.AtOnce);
        return new("the settings are read-only", "online", $"{during.Words}; a setting is refused with {FaultCode.SettingsUnwritable}", Scene.MachineAnswer, "nothing: it was not away", Bounds.AtOnce);
    }

    public static async Task<FaultRow> FullAtTheServiceAsync()
    {
        var service = await DevService.StartAsync(onSmallDisk: true);
        var disk = service.Disk!;
        await using var scene = await Scene.OnlineAsync(service, timeout: Bounds.Timeout);

        disk.Fill();
        var during = await scene.StatusAsync(AgentState.Reconnecting, FaultCode.ServiceFailed);
        var failure = await scene.Home.FailAsync($"Add-DNS4MeRecord {service.Domain} -Type A -Name more -Address 192.0.2.8");
        Assert.Equal($"{FaultCode.ServiceFailed}", failure.Code);
        var end = during.At + Bounds.Timeout + Bounds.Request;
        await scene.StatusAsync(status => status.At > end && status.State == AgentState.Reconnecting);
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());

        disk.Empty();
        await scene.IsBackAsync(Bounds.NextTry);
        return new("the service's disk is full", "online", during.Words, Scene.MachineAnswer, "there being room: no domain goes offline for it; the next try to reconnect", Bounds.NextTry);
    }

    /// <summary>For longer than a lease, so that only signs of life can have the domain online.</summary>
    private static async Task<SeenStatus> NothingIsStoredAndTheDomainStaysAsync(Scene scene)
    {
        var end = (await scene.StatusAsync(AgentState.Online, null)).LeaseEnds!.Value;
        var failure = await scene.Home.FailAsync(Change);
        Assert.Equal($"{FaultCode.SettingsUnwritable}", failure.Code);
        await scene.NothingIsLostAsync();
        var during = await scene.StatusAsync(status => status.State == AgentState.Online && status.At > end + Bounds.Request);
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());
        return during;
    }
}
