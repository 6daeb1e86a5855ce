using System.Net;
using DNS4Me.Agent.Network;
using Microsoft.Extensions.Time.Testing;

namespace DNS4Me.Agent.Tests.Engine;

public sealed class NetworkJudgeTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly EngineBench.FakeNetwork _network = new();
    private readonly List<string> _told = [];
    private readonly NetworkJudge _judge;

    public NetworkJudgeTests() => _judge = new(_network, _time, delta => _told.Add(delta.ToString()));

    public void Dispose() => _judge.Dispose();

    [Fact]
    public void A_burst_is_judged_once_by_what_it_comes_to()
    {
        _network.Become(available: false);
        _network.Become(available: true, "192.0.2.8");
        _network.Become(available: true, "192.0.2.8", "2001:db8::8");
        Assert.Empty(_told);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("This machine's network changed: 192.0.2.8, 2001:db8::8 came; 192.0.2.7 went.", Assert.Single(_told));
    }

    [Fact]
    public void Events_that_change_nothing_are_no_change()
    {
        for (var i = 0; i < 100; i++)
        {
            _network.Become(available: true, "192.0.2.7");
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        Assert.Empty(_told);
    }

    [Fact]
    public void Events_without_end_do_not_put_the_judgement_off()
    {
        for (var i = 0; i < 12; i++)
        {
            _network.Become(available: true, $"192.0.2.{20 + i}");
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.InRange(_told.Count, 2, 4);
    }

    [Fact]
    public void A_route_that_goes_and_comes_is_a_change_of_its_own()
    {
        _network.Become(available: false, "192.0.2.7");
        _time.Advance(TimeSpan.FromSeconds(1));
        _network.Become(available: true, "192.0.2.7");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _told.Count(told => told.EndsWith("the default route is another one.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Addresses_that_no_other_network_knows_do_not_count()
    {
        using var system = new SystemNetworkWatch();
        Assert.DoesNotContain(system.Look().Addresses, address => IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal);
    }
}
