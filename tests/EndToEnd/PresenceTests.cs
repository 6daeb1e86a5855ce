using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>What the world's resolvers see of a machine that comes, stays, and goes in the ways machines go.</summary>
public class PresenceTests
{
    [Fact]
    public async Task A_machine_that_falls_silent_is_offline_after_the_timeout()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.ConnectAsync(service, timeout: "00:00:03");

        Signals.Send((await home.AgentAsync())!.Value, Signals.Kill);

        await service.GoesOfflineAsync();
    }

    [Fact]
    public async Task A_machine_that_lives_stays_online_past_its_timeout()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.ConnectAsync(service, timeout: "00:00:15");
        var firstEnd = await EndAsync();

        await Eventually.IsAsync(
            true,
            async () =>
            {
                await service.IsOnlineAsync();
                return DateTimeOffset.UtcNow > firstEnd + TimeSpan.FromSeconds(1);
            },
            "The domain being online past the end of its first lease");
        Assert.True(await EndAsync() > firstEnd);

        async Task<DateTimeOffset> EndAsync()
            => DateTimeOffset.Parse(await home.GetAsync("(Get-DNS4MeStatus).LeaseEnds.ToString('o')"), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Stopping_the_agent_takes_the_domains_offline_and_starting_it_brings_them_back()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.ConnectAsync(service);

        await home.RunAsync("Stop-DNS4MeAgent -Force");
        await service.IsOfflineAsync();

        await home.RunAsync("Start-DNS4MeAgent");
        await service.ComesOnlineAsync();
    }

    [Fact]
    public async Task A_command_that_looks_does_not_put_the_domains_online()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.ConnectAsync(service);
        await home.RunAsync("Stop-DNS4MeAgent -Force");

        var state = await home.GetAsync($"$null = Resolve-DNS4MeName '{service.Domain}' -Server {service.Dns.Address} -Port {service.Dns.Port}; (Get-DNS4MeStatus).State");

        Assert.Equal("Offline", state);
        Assert.NotNull(await home.AgentAsync());
        await service.IsOfflineAsync();
    }

    [Fact]
    public async Task Disconnecting_takes_the_domains_offline_and_the_agent_stays()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.ConnectAsync(service);

        await home.RunAsync("Disconnect-DNS4Me");

        await service.IsOfflineAsync();
        Assert.NotNull(await home.AgentAsync());
    }

    [Fact]
    public async Task A_killed_service_has_lost_nothing_and_the_agent_comes_back_to_it()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.ConnectAsync(service, timeout: "00:00:06");
        var epoch = await home.GetAsync("(Get-DNS4MeStatus).Epoch");

        await service.KillAsync();
        await Eventually.IsAsync("Reconnecting", () => home.GetAsync("(Get-DNS4MeStatus).State"), "The state");
        await service.StartAgainAsync();
        await service.IsOnlineAsync();

        await home.RunAsync("Update-DNS4MeAddress");
        await Eventually.IsAsync("Online", () => home.GetAsync("(Get-DNS4MeStatus).State"), "The state");
        Assert.Equal(epoch, await home.GetAsync("(Get-DNS4MeStatus).Epoch"));
        await service.IsOnlineAsync();
    }

    [Fact]
    public async Task The_machine_that_goes_online_last_wins_and_the_other_says_so()
    {
        await using var service = await DevService.StartAsync();
        await using var first = new ClientHome();
        await using var second = new ClientHome();
        await first.ConnectAsync(service, timeout: "00:00:03");
        await second.ConnectAsync(service);

        await Eventually.IsAsync("Superseded", () => first.GetAsync("(Get-DNS4MeStatus).State"), "The first machine's state");

        // The loser's stop must not take the winner offline.
        await first.RunAsync("Stop-DNS4MeAgent -Force");
        await service.IsOnlineAsync();
    }

    [Fact]
    public async Task Dig_and_the_cmdlet_read_the_same_answer()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.ConnectAsync(service);
        foreach (var (name, type, member) in new[] { (service.Domain, "A", "Address"), ($"any.{service.Domain}", "A", "Address"), (service.Domain, "MX", "Data") })
        {
            var dig = await ProgramRun.ToEndAsync("dig", [$"@{service.Dns.Address}", "-p", $"{service.Dns.Port}", "+short", name, type]);
            var ours = await home.GetAsync($"(Resolve-DNS4MeName '{name}' -Type {type} -Server {service.Dns.Address} -Port {service.Dns.Port}).{member}");
            Assert.Equal(string.Join(' ', dig.Lines), ours);
        }
    }
}
