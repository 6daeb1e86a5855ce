using System.Net;
using DNS4Me.Server.Presence;
using DNS4Me.Service;
using static DNS4Me.Server.Tests.Support.TestTime;

namespace DNS4Me.Server.Tests.Presence;

public class PresenceRulesTests
{
    private static readonly IPAddress Address = IPAddress.Parse("198.51.100.7");
    private static readonly IPAddress OtherAddress = IPAddress.Parse("198.51.100.8");
    private static readonly IPAddress AddressIPv6 = IPAddress.Parse("2001:db8::7");
    private static readonly TimeSpan Timeout = Seconds(60);
    private static readonly DateTimeOffset Expires = Start.AddDays(30);

    [Fact]
    public void An_account_that_was_never_online_has_no_epoch_and_no_address()
    {
        Assert.Equal(new PresenceFacts(false, false, null, null), PresenceRules.Facts(PresenceState.None, Expires, At(0)));
        Assert.Null(PresenceState.None.Ends);
    }

    [Fact]
    public void Going_online_gives_an_epoch_and_a_lease_of_the_timeout()
    {
        var state = Online();

        Assert.Equal((1, "a", "box"), (state.Epoch, state.InstanceId, state.Machine));
        Assert.Equal(Timeout, state.Ends);
        Assert.Equal(new PresenceFacts(true, true, Address, null), PresenceRules.Facts(state, Expires, At(59.9)));
        Assert.Equal(new PresenceFacts(false, true, Address, null), PresenceRules.Facts(state, Expires, At(60)));
    }

    [Fact]
    public void Going_online_again_as_the_same_instance_keeps_the_epoch_and_counts_as_a_sign_of_life()
    {
        var state = PresenceRules.GoOnline(Online(), Request("a"), OtherAddress, Seconds(30));

        Assert.Equal(1, state.Epoch);
        Assert.Equal(new FamilyLease(OtherAddress, Seconds(90)), state.IPv4);
    }

    [Fact]
    public void Another_instance_raises_the_epoch_and_takes_all_over()
    {
        var state = PresenceRules.GoOnline(Online(both: true), Request("b", "laptop"), OtherAddress, Seconds(30));

        Assert.Equal((2, "b", "laptop"), (state.Epoch, state.InstanceId, state.Machine));
        Assert.Equal(new FamilyLease(OtherAddress, Seconds(90)), state.IPv4);
        Assert.Null(state.IPv6);
    }

    [Fact]
    public void The_same_instance_gets_a_new_epoch_after_it_went_offline()
        => Assert.Equal(2, PresenceRules.GoOnline(PresenceRules.GoOffline(Online(), 1), Request("a"), Address, Seconds(1)).Epoch);

    [Theory]
    [InlineData(30)]
    [InlineData(1000)]
    public void A_keep_alive_renews_the_lease_and_revives_an_ended_one(double at)
    {
        var state = PresenceRules.KeepAlive(Online(), 1, OtherAddress, Timeout, Seconds(at));

        Assert.Equal(1, state.Epoch);
        Assert.Equal(new PresenceFacts(true, true, OtherAddress, null), PresenceRules.Facts(state, Expires, At(at + 59)));
    }

    [Fact]
    public void A_keep_alive_of_an_older_epoch_is_refused_with_the_machine_that_took_over()
    {
        var state = PresenceRules.GoOnline(Online(), Request("b", "laptop"), OtherAddress, Seconds(1));

        var fault = Refused(() => PresenceRules.KeepAlive(state, 1, Address, Timeout, Seconds(2)));

        Assert.Equal((FaultCode.Superseded, "laptop"), (fault.Code, fault.Target));
    }

    [Fact]
    public void A_stale_offline_never_beats_a_newer_online()
    {
        var state = PresenceRules.GoOnline(Online(), Request("b"), OtherAddress, Seconds(1));

        Assert.Equal(FaultCode.Superseded, Refused(() => PresenceRules.GoOffline(state, 1)).Code);
    }

    [Fact]
    public void A_keep_alive_after_the_own_offline_is_refused()
        => Assert.Equal(FaultCode.NotOnline, Refused(() => PresenceRules.KeepAlive(PresenceRules.GoOffline(Online(), 1), 1, Address, Timeout, Seconds(1))).Code);

    [Theory]
    [InlineData(2, FaultCode.NotOnline)]
    [InlineData(0, FaultCode.Superseded)]
    [InlineData(-1, FaultCode.Superseded)]
    public void An_epoch_that_was_never_given_is_refused(long epoch, FaultCode code)
    {
        Assert.Equal(code, Refused(() => PresenceRules.KeepAlive(Online(), epoch, Address, Timeout, Seconds(1))).Code);
        Assert.Equal(code, Refused(() => PresenceRules.GoOffline(Online(), epoch)).Code);
    }

    [Fact]
    public void Of_an_account_that_was_never_online_nothing_is_to_be_renewed_or_ended()
    {
        Assert.Equal(FaultCode.NotOnline, Refused(() => PresenceRules.KeepAlive(PresenceState.None, 0, Address, Timeout, Seconds(1))).Code);
        Assert.Equal(FaultCode.NotOnline, Refused(() => PresenceRules.GoOffline(PresenceState.None, 0)).Code);
    }

    [Fact]
    public void Going_offline_ends_it_at_once_and_a_second_time_changes_nothing()
    {
        var state = PresenceRules.GoOffline(Online(), 1);

        Assert.Equal(new PresenceFacts(false, true, Address, null), PresenceRules.Facts(state, Expires, At(1)));
        Assert.Same(state, PresenceRules.GoOffline(state, 1));
    }

    [Fact]
    public void Without_a_timeout_the_lease_never_ends()
    {
        var state = PresenceRules.GoOnline(PresenceState.None, Request("a", timeout: TimeSpan.Zero), Address, Seconds(5));

        Assert.Null(state.Ends);
        Assert.True(PresenceRules.Facts(state, DateTimeOffset.MaxValue, At(1e9)).Online);
    }

    [Fact]
    public void Each_family_has_its_own_lease()
    {
        var state = PresenceRules.KeepAlive(Online(both: true), 1, AddressIPv6, Timeout, Seconds(50));

        Assert.Equal(new PresenceFacts(true, true, Address, AddressIPv6), PresenceRules.Facts(state, Expires, At(59)));
        Assert.Equal(new PresenceFacts(true, true, null, AddressIPv6), PresenceRules.Facts(state, Expires, At(60)));
        Assert.Equal(Seconds(110), state.Ends);
    }

    [Fact]
    public void A_family_that_dropped_out_is_forgotten_at_the_next_sign_of_life()
        => Assert.Null(PresenceRules.KeepAlive(PresenceRules.KeepAlive(Online(both: true), 1, AddressIPv6, Timeout, Seconds(50)), 1, AddressIPv6, Timeout, Seconds(70)).IPv4);

    [Fact]
    public void An_address_that_the_sender_is_not_sure_of_is_not_taken_while_the_lease_holds()
    {
        var kept = PresenceRules.KeepAlive(Online(both: true), 1, OtherAddress, Timeout, Seconds(30), expected: Address);
        Assert.Equal(new FamilyLease(Address, Seconds(90)), kept.IPv4);
        Assert.Equal(kept.IPv4, PresenceRules.KeepAlive(Online(), 1, OtherAddress, Timeout, Seconds(30), expected: IPAddress.Parse("198.51.100.9")).IPv4);
        Assert.Equal(new FamilyLease(OtherAddress, Seconds(90)), PresenceRules.KeepAlive(Online(), 1, OtherAddress, Timeout, Seconds(30), expected: OtherAddress).IPv4);
        Assert.Equal(new FamilyLease(OtherAddress, Seconds(130)), PresenceRules.KeepAlive(Online(), 1, OtherAddress, Timeout, Seconds(70), expected: Address).IPv4);
    }

    [Fact]
    public void A_changed_timeout_counts_from_now_for_the_leases_that_hold()
    {
        var state = PresenceRules.ChangeTimeout(Online(both: true), Seconds(10), Seconds(30));

        Assert.Equal((Seconds(40), Seconds(40)), (state.IPv4!.Ends, state.IPv6!.Ends));
        Assert.Null(PresenceRules.ChangeTimeout(state, TimeSpan.Zero, Seconds(35)).Ends);
    }

    [Fact]
    public void A_changed_timeout_brings_nobody_back()
    {
        var ended = Online();
        Assert.Same(ended, PresenceRules.ChangeTimeout(ended, TimeSpan.Zero, Seconds(60)));

        var offline = PresenceRules.GoOffline(Online(), 1);
        Assert.Same(offline, PresenceRules.ChangeTimeout(offline, TimeSpan.Zero, Seconds(1)));
    }

    [Fact]
    public void The_domains_of_an_expired_registration_are_offline()
    {
        var state = Online();

        Assert.True(PresenceRules.Facts(state, Expires, new(Seconds(1), Expires.AddTicks(-1))).Online);
        Assert.Equal(new PresenceFacts(false, true, Address, null), PresenceRules.Facts(state, Expires, new(Seconds(1), Expires)));
    }

    private static PresenceState Online(bool both = false)
    {
        var state = PresenceRules.GoOnline(PresenceState.None, Request("a"), Address, TimeSpan.Zero);
        return both ? PresenceRules.KeepAlive(state, 1, AddressIPv6, Timeout, TimeSpan.Zero) : state;
    }

    private static OnlineRequest Request(string instance, string machine = "box", TimeSpan? timeout = null) => new()
    {
        InstanceId = instance,
        Machine = machine,
        Settings = new() { Online = new() { Timeout = timeout ?? Timeout }, Offline = new() },
    };

    private static Fault Refused(Action action) => Assert.Throws<DNS4MeException>(action).Fault;
}
