using System.Net;
using DNS4Me.Dns;
using DNS4Me.Service;
using static DNS4Me.Server.Tests.Support.TestTime;

namespace DNS4Me.Server.Tests.Api;

public class PresenceApiTests
{
    private static readonly AccountSettings Settings = TestService.Settings(new() { Timeout = Seconds(60) });

    [Fact]
    public async Task Online_keep_alive_and_offline_are_answered_in_DNS_at_once()
    {
        await using var service = await TestService.StartAsync();
        Assert.Equal(["192.0.2.80"], await service.AskAsync(TestService.Domain));

        var online = await service.OnlineAsync(settings: Settings);

        Assert.Equal((1, true, IPAddress.Loopback, IPAddress.Loopback, (IPAddress?)null), (online.Epoch, online.Online, online.Address, online.SeenAddress, online.AddressIPv6));
        Assert.Equal(Seconds(60), online.Lease);
        Assert.Equal([TestService.Domain, TestService.Brought], online.Domains);
        Assert.Equal(["127.0.0.1"], await service.AskAsync(TestService.Domain));
        Assert.Equal(["127.0.0.1"], await service.AskAsync("x." + TestService.Brought));

        service.Time.Advance(Seconds(50));
        Assert.Equal(Seconds(10), (await service.PresenceAsync()).Lease);
        Assert.Equal(Seconds(60), (await service.KeepAliveAsync(1)).Lease);

        var offline = await service.OfflineAsync(1);
        Assert.Equal((false, (TimeSpan?)null, IPAddress.Loopback), (offline.Online, offline.Lease, offline.Address));
        Assert.Equal(["192.0.2.80"], await service.AskAsync(TestService.Domain));
    }

    [Fact]
    public async Task The_domains_go_offline_when_the_timeout_has_passed_and_a_keep_alive_brings_them_back()
    {
        await using var service = await TestService.StartAsync();
        await service.OnlineAsync(settings: Settings);

        service.Time.Advance(Seconds(60));
        Assert.False((await service.PresenceAsync()).Online);
        Assert.Equal(["192.0.2.80"], await service.AskAsync(TestService.Domain));

        Assert.True((await service.KeepAliveAsync(1)).Online);
        Assert.Equal(["127.0.0.1"], await service.AskAsync(TestService.Domain));
    }

    [Fact]
    public async Task Without_a_timeout_they_never_go_offline()
    {
        await using var service = await TestService.StartAsync();
        Assert.Null((await service.OnlineAsync(settings: TestService.Settings(new() { Timeout = TimeSpan.Zero }))).Lease);

        service.Time.Advance(TimeSpan.FromDays(200));

        Assert.True((await service.PresenceAsync()).Online);
    }

    [Fact]
    public async Task Going_online_again_after_a_lost_reply_gives_the_same_epoch_and_a_second_machine_the_next()
    {
        await using var service = await TestService.StartAsync();
        Assert.Equal(1, (await service.OnlineAsync("a")).Epoch);
        Assert.Equal(1, (await service.OnlineAsync("a")).Epoch);
        Assert.Equal(2, (await service.OnlineAsync("b")).Epoch);

        foreach (var route in new[] { ServiceRoutes.KeepAlive, ServiceRoutes.Offline })
        {
            var fault = await service.RefusedAsync(HttpMethod.Post, route, new PresenceRequest { Epoch = 1 });
            Assert.Equal((FaultCode.Superseded, "b's box"), (fault.Code, fault.Target));
        }

        Assert.True((await service.PresenceAsync()).Online);
    }

    [Fact]
    public async Task After_offline_a_keep_alive_is_refused_and_a_second_offline_is_not()
    {
        await using var service = await TestService.StartAsync();
        await service.OnlineAsync();
        await service.OfflineAsync(1);

        Assert.Equal(FaultCode.NotOnline, (await service.RefusedAsync(HttpMethod.Post, ServiceRoutes.KeepAlive, new PresenceRequest { Epoch = 1 })).Code);
        Assert.False((await service.OfflineAsync(1)).Online);
    }

    [Fact]
    public async Task A_restart_loses_no_lease_and_the_time_between_does_not_count()
    {
        await using var service = await TestService.StartAsync();
        await service.OnlineAsync(settings: Settings);
        service.Time.Advance(Seconds(20));

        await service.RestartAsync(absence: TimeSpan.FromDays(3));

        Assert.Equal(Seconds(40), (await service.PresenceAsync()).Lease);
        Assert.Equal(["127.0.0.1"], await service.AskAsync(TestService.Domain));
        Assert.Equal(Seconds(60), (await service.KeepAliveAsync(1)).Lease);
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(300)]
    public async Task A_step_of_the_wall_clock_ends_no_lease(int days)
    {
        await using var service = await TestService.StartAsync();
        await service.OnlineAsync(settings: Settings);
        service.Time.Step = TimeSpan.FromDays(days);

        Assert.Equal(Seconds(60), (await service.PresenceAsync()).Lease);
    }

    [Fact]
    public async Task An_expired_registration_is_refused_and_its_domains_are_offline()
    {
        await using var service = await TestService.StartAsync();
        await service.OnlineAsync(settings: TestService.Settings(new() { Timeout = TimeSpan.Zero }));
        service.Time.Step = TimeSpan.FromDays(RegistrationRules.RegisteredDays);

        Assert.False((await service.PresenceAsync()).Online);
        Assert.Equal(["192.0.2.80"], await service.AskAsync(TestService.Domain));
        Assert.Equal(FaultCode.RegistrationExpired, (await service.RefusedAsync(HttpMethod.Post, ServiceRoutes.KeepAlive, new PresenceRequest { Epoch = 1 })).Code);
        using var response = await service.SendAsync(HttpMethod.Post, ServiceRoutes.Online, new OnlineRequest { InstanceId = "x", Machine = "x", Settings = Settings });
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False((await service.OfflineAsync(1)).Online);
    }

    [Fact]
    public async Task A_fixed_address_is_answered_instead_of_the_one_seen()
    {
        await using var service = await TestService.StartAsync();
        var address = IPAddress.Parse("203.0.113.5");
        var info = await service.OnlineAsync(settings: TestService.Settings(new() { Automatic = false, Address = address, AddressIPv6 = IPAddress.Parse("2001:db8::5") }));

        Assert.Equal((address, IPAddress.Loopback), (info.Address, info.SeenAddress));
        Assert.Equal(["203.0.113.5"], await service.AskAsync(TestService.Domain));
        Assert.Equal(["2001:db8::5"], await service.AskAsync(TestService.Domain, DnsType.AAAA));
    }

    [Fact]
    public async Task Each_family_is_seen_and_leased_by_itself()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "IPv6 is off");
        await using var service = await TestService.StartAsync(configuration => configuration with { Api = [new(IPAddress.Loopback, 0), new(IPAddress.IPv6Loopback, 0)] });
        await service.OnlineAsync(settings: Settings);
        using var six = PinnedClient.Create(new($"https://{service.Host.Api[1]}"), service.Host.Pin, service.RegistrationId);
        service.Time.Advance(Seconds(30));
        using var response = await six.PostAsync(ServiceRoutes.KeepAlive, TestService.Json("""{"epoch":1}"""), TestContext.Current.CancellationToken);

        var both = await TestService.ReadAsync<PresenceInfo>(response);
        Assert.Equal((IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.IPv6Loopback), (both.Address, both.AddressIPv6, both.SeenAddress));

        service.Time.Advance(Seconds(30));
        Assert.Empty(await service.AskAsync(TestService.Domain));
        Assert.Equal(["::1"], await service.AskAsync(TestService.Domain, DnsType.AAAA));
    }

    [Fact]
    public async Task Settings_count_at_once_and_a_changed_timeout_from_now_on()
    {
        await using var service = await TestService.StartAsync();
        await service.OnlineAsync(settings: Settings);
        service.Time.Advance(Seconds(50));

        var settings = TestService.Settings(new() { Timeout = Seconds(20), Automatic = false, Address = IPAddress.Parse("203.0.113.5") });
        Assert.Equal(settings, await service.SendAsync<AccountSettings>(HttpMethod.Put, ServiceRoutes.Settings, settings));

        Assert.Equal(settings, await service.GetAsync<AccountSettings>(ServiceRoutes.Settings));
        Assert.Equal(Seconds(20), (await service.PresenceAsync()).Lease);
        Assert.Equal(["203.0.113.5"], await service.AskAsync(TestService.Domain));
    }

    [Fact]
    public async Task A_repeated_online_with_another_timeout_changes_the_lease_of_the_other_family_too()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "IPv6 is off");
        await using var service = await TestService.StartAsync(configuration => configuration with { Api = [new(IPAddress.Loopback, 0), new(IPAddress.IPv6Loopback, 0)] });
        using var six = PinnedClient.Create(new($"https://{service.Host.Api[1]}"), service.Host.Pin, service.RegistrationId);
        await service.OnlineAsync(settings: Settings);
        using var response = await six.PostAsync(ServiceRoutes.KeepAlive, TestService.Json("""{"epoch":1}"""), TestContext.Current.CancellationToken);

        await service.OnlineAsync(settings: TestService.Settings(new() { Timeout = TimeSpan.Zero }));
        service.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(["::1"], await service.AskAsync(TestService.Domain, DnsType.AAAA));
    }
}
