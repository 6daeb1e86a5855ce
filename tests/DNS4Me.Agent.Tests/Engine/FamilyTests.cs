using System.Net;

namespace DNS4Me.Agent.Tests.Engine;

/// <summary>An agent that speaks to the service over both address families.</summary>
public sealed class FamilyTests : IAsyncDisposable
{
    private static readonly IPAddress Six = IPAddress.Parse("2001:db8::1");
    private readonly EngineBench _bench = new();

    public FamilyTests() => _bench.Service.SeenIPv6 = Six;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Going_online_over_one_family_is_followed_by_a_sign_of_life_over_both_at_once()
    {
        await _bench.GoOnlineAsync();
        await EngineBench.UntilAsync(() => Six.Equals(_bench.Left.Status.AddressIPv6));
        Assert.Equal(_bench.Service.Seen, _bench.Engine.GetStatus().Address);
        Assert.Equal((1, 1), (_bench.Service.Count("keep-alive IPv4"), _bench.Service.Count("keep-alive IPv6")));
    }

    [Fact]
    public async Task A_family_that_is_dead_does_not_disturb_the_other()
    {
        _bench.Service.FaultIPv6 = Faults.ServiceUnreachable("service:1206", "no route.");
        await _bench.GoOnlineAsync();
        await _bench.PassUntilAsync(TimeSpan.FromMinutes(1), () => _bench.Service.Count("keep-alive IPv4") >= 5);
        Assert.Equal(AgentState.Online, _bench.State);
        Assert.DoesNotContain(_bench.Engine.GetStatus().RecentStatus, e => e.Kind == EventKind.Error);
    }

    [Fact]
    public async Task A_family_that_does_not_answer_holds_nothing_up_and_counts_when_it_does()
    {
        _bench.Service.HoldIPv6 = new();
        await _bench.GoOnlineAsync();
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(1), () => _bench.Engine.GetStatus().NextContact is not null);
        Assert.Equal(AgentState.Online, _bench.State);
        Assert.Null(_bench.Engine.GetStatus().AddressIPv6);
        _bench.Service.HoldIPv6.SetResult();
        await EngineBench.UntilAsync(() => Six.Equals(_bench.Engine.GetStatus().AddressIPv6));
    }

    [Fact]
    public async Task A_family_that_is_lost_is_told_with_its_reason()
    {
        await _bench.GoOnlineAsync();
        await EngineBench.UntilAsync(() => Six.Equals(_bench.Left.Status.AddressIPv6));
        _bench.Service.FaultIPv6 = Faults.ServiceUnreachable("service:1206", "no route.");
        await _bench.Engine.UpdateAddressAsync(default);
        await EngineBench.UntilAsync(() => _bench.Engine.GetStatus().RecentStatus.Any(e => e.Message.Contains("over IPv6", StringComparison.Ordinal)));
        Assert.Equal(AgentState.Online, _bench.State);
    }

    [Fact]
    public async Task A_refusal_over_either_family_holds_for_both()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.FaultIPv6 = Faults.Superseded("other");
        await _bench.PassUntilAsync(TimeSpan.FromMinutes(1), () => _bench.StoredState == AgentState.Superseded);
        var asked = _bench.Service.Log.Count;
        _bench.Time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(asked, _bench.Service.Log.Count);
    }

    [Fact]
    public async Task Both_families_dead_is_a_lost_connection_and_the_reason_is_the_farther_one()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.FaultIPv6 = Faults.ServiceUnreachable("service:1206", "no route.");
        _bench.Service.Fault = Faults.NotTheService("service:1206", "it is a portal.");
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(20), () => _bench.StoredState == AgentState.Reconnecting);
        Assert.Equal(FaultCode.NotTheService, _bench.Engine.GetStatus().Fault!.Code);
        (_bench.Service.Fault, _bench.Service.FaultIPv6) = (null, null);
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(20), () => _bench.StoredState == AgentState.Online);
        Assert.Equal(1, _bench.Service.Epoch);
    }

    [Fact]
    public async Task Going_offline_needs_one_family()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.FaultIPv6 = Faults.ServiceUnreachable("service:1206", "no route.");
        await _bench.Engine.DisconnectAsync(default);
        Assert.Equal((false, 1), (_bench.Service.Online, _bench.Service.Count("offline 1206")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_changed_address_is_in_force_within_seconds_of_a_change_of_the_network(bool ipv6)
    {
        await _bench.GoOnlineAsync();
        await EngineBench.UntilAsync(() => Six.Equals(_bench.Left.Status.AddressIPv6));
        var (other, otherIPv6) = (IPAddress.Parse("198.51.100.2"), IPAddress.Parse("2001:db8::2"));
        (_bench.Service.Seen, _bench.Service.SeenIPv6) = ipv6 ? (_bench.Service.Seen, otherIPv6) : (other, Six);
        _bench.Network.Become(available: true, "198.51.100.2", "2001:db8::2");
        await _bench.PassUntilAsync(TimeSpan.FromMilliseconds(500), () => ipv6
            ? otherIPv6.Equals(_bench.Engine.GetStatus().AddressIPv6)
            : other.Equals(_bench.Engine.GetStatus().Address));
        Assert.Contains(_bench.Engine.GetStatus().RecentStatus, e => e.Kind == EventKind.AddressChanged);
        Assert.Contains(_bench.Engine.GetStatus().RecentStatus, e => e.Kind == EventKind.Internet && e.Message.Contains("198.51.100.2", StringComparison.Ordinal));
    }
}
