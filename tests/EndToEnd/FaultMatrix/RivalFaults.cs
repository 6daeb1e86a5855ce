using DNS4Me.EndToEnd.Fixtures;
using DNS4Me.Local;

namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>Two where one should be.</summary>
internal static class RivalFaults
{
    public static async Task<FaultRow> SecondAgentAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync());
        var first = await scene.AgentAsync();

        var second = await ProgramRun.ToEndAsync(
            Repository.Agent, [AgentProtocol.HomeArgument, scene.Home.Folder, AgentProtocol.ReasonArgument, nameof(AgentStartReason.Logon)]);
        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains($"{FaultCode.AgentStartFailed}", second.Output, StringComparison.Ordinal);

        var during = await scene.StatusAsync(AgentState.Online, null);
        Assert.Equal(first, await scene.AgentAsync());
        await scene.IsBackAsync(Bounds.AtOnce);
        return new("a second agent starts on the home", "online", $"{during.Words}; the second ends with {FaultCode.AgentStartFailed}", Scene.MachineAnswer, "nothing: it was not away", Bounds.AtOnce);
    }

    public static async Task<FaultRow> SecondMachineAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync());
        await using var rival = new ClientHome();
        await rival.ConnectAsync(scene.Service);

        var during = await scene.StatusAsync(AgentState.Superseded, FaultCode.Superseded);
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());

        // Nor does the loser's stop take the winner offline.
        await scene.Home.RunAsync("Stop-DNS4MeAgent -Force");
        Assert.Equal(Scene.MachineAnswer, await scene.VisitorsAsync());
        await scene.Home.RunAsync($"Set-DNS4MeOnlineSetting -Timeout '{Bounds.LongTimeout}' -WarningAction SilentlyContinue\nConnect-DNS4Me -TimeoutSec 30");
        await scene.IsBackAsync(Bounds.AtOnce, epoch: 3);
        return new("a second machine goes online with the registration", "online", during.Words, "the second machine", "Connect-DNS4Me here, if it is wanted", Bounds.AtOnce);
    }
}
