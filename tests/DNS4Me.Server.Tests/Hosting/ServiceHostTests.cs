using System.Collections.Concurrent;
using System.Net;
using DNS4Me.Dns;
using DNS4Me.Server.Hosting;
using DNS4Me.Service;

namespace DNS4Me.Server.Tests.Hosting;

public class ServiceHostTests
{
    [Fact]
    public async Task The_first_answer_after_an_acknowledged_change_is_the_new_one()
    {
        await using var service = await TestService.StartAsync();
        for (var i = 1; i <= 50; i++)
        {
            var address = new IPAddress([203, 0, 113, (byte)i]);
            await service.OnlineAsync($"i{i}", TestService.Settings(new() { Automatic = false, Address = address }));
            Assert.Equal([address.ToString()], await service.AskAsync("www." + TestService.Domain));

            await service.OfflineAsync(i);
            Assert.Equal(["192.0.2.80"], await service.AskAsync("www." + TestService.Domain));
        }
    }

    [Fact]
    public async Task Many_clients_at_once_each_get_an_epoch_of_their_own_and_the_last_one_holds()
    {
        await using var service = await TestService.StartAsync();
        var epochs = new ConcurrentBag<long>();
        await Parallel.ForAsync(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken },
            async (i, _) => epochs.Add((await service.OnlineAsync($"i{i}")).Epoch));

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), epochs.Order());
        Assert.Equal(100, (await service.KeepAliveAsync(100)).Epoch);
        Assert.Equal(FaultCode.Superseded, (await service.RefusedAsync(HttpMethod.Post, ServiceRoutes.KeepAlive, new PresenceRequest { Epoch = 99 })).Code);
    }

    [Fact]
    public async Task Repetitions_at_once_by_one_instance_give_one_epoch()
    {
        await using var service = await TestService.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => service.OnlineAsync("same")));

        Assert.All(answers, answer => Assert.Equal((1, true), (answer.Epoch, answer.Online)));
    }

    [Fact]
    public async Task DNS_answers_one_of_the_two_states_while_they_change_under_load()
    {
        await using var service = await TestService.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var asking = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var asked = 0;
            for (; !stop.IsCancellationRequested; asked++)
            {
                var response = await DnsAsker.AskAsync(service.Dns, DnsMessage.CreateQuery(DnsName.Parse(TestService.Domain), DnsType.A));
                Assert.Contains(Assert.Single(response.Answers).Data.ToString(), new[] { "127.0.0.1", "192.0.2.80" });
            }

            return asked;
        }, TestContext.Current.CancellationToken)).ToArray();
        for (var i = 1; i <= 40; i++)
        {
            await service.OnlineAsync($"i{i}");
            await service.OfflineAsync(i);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(asking), asked => Assert.InRange(asked, 1, int.MaxValue));
        Assert.Empty(service.Log.Errors);
    }

    [Fact]
    public async Task A_domain_added_beside_the_running_server_is_answered()
    {
        await using var service = await TestService.StartAsync();
        using (var store = service.Administer())
        {
            store.AddDomain("new.dns4me.test", TestService.Email, service.Configuration.OwnNames);
        }

        await Eventually.IsTrueAsync(async () => (await service.AskAsync("new.dns4me.test")).Length == 1, "the domain is answered");
        Assert.Contains("new.dns4me.test", (await service.PresenceAsync()).Domains);
    }

    [Fact]
    public async Task A_part_that_cannot_be_opened_closes_the_others_and_frees_the_folder()
    {
        await using var service = await TestService.StartAsync();
        using var folder = new TestFolder();
        var configuration = TestService.ConfigurationFor(folder.Path);

        foreach (var clash in new[]
        {
            configuration with { Api = service.Host.Api },
            configuration with { Redirector = service.Host.Redirector },
            configuration with { Dns = service.Host.Dns },
        })
        {
            var fault = (await Assert.ThrowsAsync<DNS4MeException>(() => ServiceHost.StartAsync(clash, new SteppingTime(), new ListLoggerFactory()))).Fault;
            Assert.Contains("could not be opened", fault.Message, StringComparison.Ordinal);
        }

        await using var host = await ServiceHost.StartAsync(configuration, new SteppingTime(), new ListLoggerFactory());
        Assert.Single(host.Api);
    }

    [Fact]
    public async Task The_wildcards_of_both_families_can_be_listened_on_beside_each_other()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "IPv6 is off");
        using var folder = new TestFolder();
        await using var first = await ServiceHost.StartAsync(
            TestService.ConfigurationFor(folder.Path) with { Api = [new(IPAddress.Any, 0)], Redirector = [new(IPAddress.Any, 0)] }, new SteppingTime(), new ListLoggerFactory());
        using var other = new TestFolder();
        await using var second = await ServiceHost.StartAsync(
            TestService.ConfigurationFor(other.Path) with { Api = [new(IPAddress.IPv6Any, first.Api[0].Port)], Redirector = [new(IPAddress.IPv6Any, first.Redirector[0].Port)] },
            new SteppingTime(),
            new ListLoggerFactory());

        Assert.Equal(first.Api[0].Port, second.Api[0].Port);
    }
}
