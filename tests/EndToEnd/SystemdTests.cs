using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>The machine's agent as a real systemd runs it: in its sandbox, through crashes, shutdowns and boots.</summary>
public class SystemdTests
{
    [Fact]
    public async Task The_service_keeps_the_domains_online_through_a_crash_a_shutdown_and_a_boot()
    {
        await using var service = await DevService.StartAsync();
        await using var machine = await SystemdMachine.StartAsync();
        (await machine.ScriptAsync("Install-DNS4MeService")).MustSucceed();
        Assert.Equal("active", await machine.PropertyAsync("ActiveState"));
        Assert.Equal("True True Automatic dns4me", await machine.GetAsync("Get-DNS4MeService | ForEach-Object { \"$($_.Installed) $($_.Running) $($_.StartType) $($_.User)\" }"));
        (await machine.ScriptAsync($"{ClientHome.UseServer(service)}\n{ClientHome.Register(service)}\nConnect-DNS4Me -TimeoutSec 30")).MustSucceed();
        await service.IsOnlineAsync();

        // What the sandbox forbids shows in the agent's own log of faults, if it needed any of it.
        Assert.Equal("0", await machine.GetAsync("@(Get-DNS4MeEvent | Where-Object { $_.Fault }).Count"));
        var first = await machine.PropertyAsync("MainPID");
        (await machine.InAsync("kill", "-KILL", first)).MustSucceed();
        await Eventually.IsAsync("True", async () => $"{await machine.PropertyAsync("MainPID") is var now && now != first && now != "0"}", "Another process being there");
        await Eventually.IsAsync("Online 2", () => machine.GetAsync("Get-DNS4MeStatus | ForEach-Object { \"$($_.State) $($_.Epoch)\" }"), "The status");

        await machine.ShutDownAsync();
        await service.IsOfflineAsync();

        await machine.BootAsync();
        await service.ComesOnlineAsync();
        (await machine.ScriptAsync("Uninstall-DNS4MeService -Confirm:$false")).MustSucceed();
        await service.IsOfflineAsync();
    }
}
