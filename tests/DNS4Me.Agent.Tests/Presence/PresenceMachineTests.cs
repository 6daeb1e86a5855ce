using System.Net;
using DNS4Me.Agent.Presence;
using DNS4Me.Service;

namespace DNS4Me.Agent.Tests.Presence;

/// <summary>Every transition, with a clock that moves when told to.</summary>
public class PresenceMachineTests
{
    private static readonly IPAddress Here = IPAddress.Parse("198.51.100.1");
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(9);
    private static readonly Fault Refused = Faults.ServiceRefused("service:1206");
    private readonly ClientOption _option = new();
    private TimeSpan _now = TimeSpan.FromHours(1);
    private TimeSpan _timeout = Timeout;
    private PresenceState _state = new();
    private int _instances;

    [Fact]
    public void Connect_asks_and_an_answer_makes_online()
    {
        Give(new PresenceInput.Connect());
        Assert.Equal(AgentState.Connecting, _state.State);
        Assert.Equal(PresenceRequestKind.GoOnline, _state.Request!.Kind);
        Assert.False(_state.WantsOnline);

        Answer(epoch: 3);
        Assert.Equal(AgentState.Online, _state.State);
        Assert.Equal((3, Here, true), (_state.Epoch, _state.Address, _state.WantsOnline));
        Assert.Equal(_now + Timeout, _state.LeaseEnds);
        Assert.Null(_state.Request);
    }

    [Fact]
    public void Connect_while_online_changes_nothing()
    {
        GoOnline();
        var before = _state;
        Give(new PresenceInput.Connect());
        Assert.Same(before, _state);
    }

    [Fact]
    public void Keep_alive_comes_at_a_third_of_the_timeout_and_renews_the_lease()
    {
        GoOnline();
        Assert.Equal(_now + (Timeout / 3), _state.Due);
        _now = _state.Due!.Value - TimeSpan.FromTicks(1);
        Give(new PresenceInput.Tick());
        Assert.Null(_state.Request);

        PassToDue();
        Assert.Equal((PresenceRequestKind.KeepAlive, _state.Epoch), (_state.Request!.Kind, _state.Request.Epoch));
        Answer();
        Assert.Equal(_now + Timeout, _state.LeaseEnds);
        Assert.Equal(_now + (Timeout / 3), _state.Due);
    }

    [Fact]
    public void Timeout_zero_never_pings()
    {
        _timeout = TimeSpan.Zero;
        GoOnline();
        Assert.Null(_state.Due);
        Assert.Null(_state.LeaseEnds);
    }

    [Fact]
    public void One_lost_keep_alive_is_repeated_sooner_and_two_are_a_lost_connection()
    {
        GoOnline();
        PassToDue();
        Fail(Refused);
        Assert.Equal(AgentState.Online, _state.State);
        Assert.InRange(_state.Due!.Value - _now, TimeSpan.Zero, Timeout / 9);

        PassToDue();
        Fail(Refused);
        Assert.Equal(AgentState.Reconnecting, _state.State);
        Assert.Equal(Refused, _state.Fault);
        Assert.True(_state.LeaseEnds > _now, "The lease still holds when the second loss is noticed.");
    }

    [Fact]
    public void Reconnecting_renews_its_own_epoch_until_it_is_answered()
    {
        LoseConnection();
        var epoch = _state.Epoch;
        PassToDue();
        Assert.Equal((PresenceRequestKind.KeepAlive, epoch), (_state.Request!.Kind, _state.Request.Epoch));
        Fail(Refused);
        Assert.Equal(AgentState.Reconnecting, _state.State);
        PassToDue();
        Answer();
        Assert.Equal(AgentState.Online, _state.State);
        Assert.Equal(epoch, _state.Epoch);
        Assert.Null(_state.Fault);
    }

    [Fact]
    public void Reconnecting_is_no_rarer_than_the_option_says_nor_than_signs_of_life_would_be()
    {
        LoseConnection();
        Assert.Equal(Timeout / 3, _state.Due!.Value - _now);

        _timeout = TimeSpan.FromHours(5);
        PassToDue();
        Fail(Refused);
        Assert.Equal(_option.ReconnectInterval, _state.Due!.Value - _now);
    }

    [Fact]
    public void Without_the_reconnect_option_a_lost_connection_is_the_end_of_it()
    {
        _option.Reconnect = false;
        GoOnline();
        PassToDue();
        Fail(Refused);
        PassToDue();
        Fail(Refused);
        Assert.Equal(AgentState.Offline, _state.State);
        Assert.Equal(Refused, _state.Fault);
        Assert.Null(_state.Due);
    }

    [Fact]
    public void Superseded_stays_quiet_until_told_to_connect()
    {
        GoOnline();
        PassToDue();
        Fail(Faults.Superseded("other"));
        Assert.Equal(AgentState.Superseded, _state.State);
        Assert.Null(_state.Due);
        Give(new PresenceInput.NetworkUp());
        Give(new PresenceInput.Update());
        Assert.Null(_state.Request);
        Assert.Null(_state.Due);

        Give(new PresenceInput.Connect());
        Assert.Equal((AgentState.Connecting, PresenceRequestKind.GoOnline), (_state.State, _state.Request!.Kind));
    }

    [Theory]
    [InlineData(FaultCode.RegistrationUnknown)]
    [InlineData(FaultCode.RegistrationExpired)]
    [InlineData(FaultCode.NotRegistered)]
    public void A_refusal_stops_the_tries_while_connecting_and_while_online(FaultCode code)
    {
        var refusal = Refused with { Code = code };
        Give(new PresenceInput.Start());
        Fail(refusal);
        Assert.Equal((AgentState.Refused, refusal), (_state.State, _state.Fault));
        Assert.Null(_state.Due);

        Give(new PresenceInput.Connect());
        Answer();
        PassToDue();
        Fail(refusal);
        Assert.Equal((AgentState.Refused, refusal), (_state.State, _state.Fault));
        Assert.Null(_state.Due);
    }

    [Fact]
    public void A_new_registration_clears_a_refusal()
    {
        Give(new PresenceInput.Connect());
        Fail(Faults.RegistrationUnknown());
        Give(new PresenceInput.RegistrationChanged());
        Assert.Equal(AgentState.Offline, _state.State);
        Assert.Null(_state.Fault);
    }

    [Fact]
    public void An_epoch_that_the_service_has_forgotten_is_replaced_by_a_new_one()
    {
        GoOnline(epoch: 7);
        PassToDue();
        Fail(Faults.NotOnline());
        Assert.Equal((AgentState.Connecting, PresenceRequestKind.GoOnline), (_state.State, _state.Request!.Kind));
        Answer(epoch: 5);
        Assert.Equal((AgentState.Online, 5), (_state.State, _state.Epoch));
    }

    [Fact]
    public void A_command_goes_on_trying_while_it_waits()
    {
        Give(new PresenceInput.Connect());
        Fail(Refused);
        Assert.Equal((AgentState.Connecting, Refused), (_state.State, _state.Fault));
        var instance = _state.InstanceId;
        PassToDue();
        Assert.Equal((PresenceRequestKind.GoOnline, instance), (_state.Request!.Kind, _state.Request.InstanceId));
        Assert.True(_state.LastNumber > 1);
    }

    [Theory]
    [InlineData(FaultCode.CertificateNotTrusted)]
    [InlineData(FaultCode.NotTheService)]
    public void What_a_person_has_to_mend_ends_a_commands_wait_but_not_a_lasting_wish(FaultCode code)
    {
        var fault = Refused with { Code = code };
        Give(new PresenceInput.Connect());
        Fail(fault);
        Assert.Equal((AgentState.Offline, fault), (_state.State, _state.Fault));

        _state = new();
        Give(new PresenceInput.Start());
        Fail(fault);
        Assert.Equal((AgentState.Connecting, fault), (_state.State, _state.Fault));
        Assert.NotNull(_state.Due);
    }

    [Fact]
    public void A_start_before_the_network_is_there_tries_ever_more_rarely_up_to_the_reconnect_interval()
    {
        Give(new PresenceInput.Start());
        var last = TimeSpan.Zero;
        for (var i = 0; i < 20; i++)
        {
            Fail(Refused);
            Assert.Equal(AgentState.Connecting, _state.State);
            var wait = _state.Due!.Value - _now;
            Assert.InRange(wait, last, _option.ReconnectInterval);
            last = wait;
            PassToDue();
        }

        Assert.Equal(_option.ReconnectInterval, last);
    }

    [Fact]
    public void A_withdrawn_connect_whose_request_is_not_under_way_is_over_at_once()
    {
        Give(new PresenceInput.Connect());
        Fail(Refused);
        Give(new PresenceInput.Withdraw());
        Assert.Equal(AgentState.Offline, _state.State);
        Assert.Null(_state.Due);
        Assert.Null(_state.Request);
    }

    [Fact]
    public void A_withdrawn_connect_that_succeeds_all_the_same_is_undone()
    {
        Give(new PresenceInput.Connect());
        Give(new PresenceInput.Withdraw());
        Assert.Equal(AgentState.Offline, _state.State);
        Answer(epoch: 4);
        Assert.Equal((AgentState.Offline, PresenceRequestKind.GoOffline, 4), (_state.State, _state.Request!.Kind, _state.Request.Epoch));
        Answer(epoch: 4);
        Assert.False(_state.OwesOffline);
        Assert.False(_state.WantsOnline);
        Assert.Null(_state.Request);
    }

    [Fact]
    public void A_withdrawn_connect_can_be_wanted_again_before_it_is_undone()
    {
        Give(new PresenceInput.Connect());
        Give(new PresenceInput.Withdraw());
        var number = _state.Request!.Number;
        Give(new PresenceInput.Connect());
        Assert.Equal((AgentState.Connecting, number), (_state.State, _state.Request!.Number));
        Answer();
        Assert.Equal(AgentState.Online, _state.State);
    }

    [Fact]
    public void A_withdrawn_connect_leaves_a_lasting_wish_alone()
    {
        Give(new PresenceInput.Start());
        Give(new PresenceInput.Connect());
        Give(new PresenceInput.Withdraw());
        Assert.Equal(AgentState.Connecting, _state.State);

        LoseConnection();
        Give(new PresenceInput.Connect());
        Assert.Equal(PresenceRequestKind.KeepAlive, _state.Request!.Kind);
        Give(new PresenceInput.Withdraw());
        Assert.Equal(AgentState.Reconnecting, _state.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Leaving_tells_the_service_and_a_stop_keeps_the_wish(bool keepsWish)
    {
        GoOnline();
        Give(new PresenceInput.Leave(keepsWish));
        Assert.Equal((AgentState.Offline, PresenceRequestKind.GoOffline, _state.Epoch), (_state.State, _state.Request!.Kind, _state.Request.Epoch));
        Assert.Equal(keepsWish, _state.WantsOnline);
        Answer();
        Assert.False(_state.OwesOffline);
        Assert.Null(_state.LeaseEnds);
        Assert.Null(_state.Due);
    }

    [Fact]
    public void Leaving_withdraws_a_keep_alive_that_is_under_way()
    {
        GoOnline();
        PassToDue();
        var keepAlive = _state.Request!.Number;
        Give(new PresenceInput.Leave(false));
        Give(new PresenceInput.Answered(keepAlive, Presence(_state.Epoch)));
        Assert.Equal((AgentState.Offline, PresenceRequestKind.GoOffline), (_state.State, _state.Request!.Kind));
    }

    [Fact]
    public void A_service_that_could_not_be_told_is_told_later_past_the_lease_that_outlives_its_absence()
    {
        GoOnline();
        Give(new PresenceInput.Leave(false));
        Fail(Refused);
        Assert.Equal((AgentState.Offline, Refused, true), (_state.State, _state.Fault, _state.OwesOffline));
        Assert.NotNull(_state.LeaseEnds);
        PassToDue();
        Assert.Equal(PresenceRequestKind.GoOffline, _state.Request!.Kind);
        Fail(Refused);
        _now = _state.LeaseEnds!.Value;
        Give(new PresenceInput.Tick());
        Assert.Equal(PresenceRequestKind.GoOffline, _state.Request!.Kind);
        Give(new PresenceInput.Answered(_state.Request.Number, Presence(_state.Epoch)));
        Assert.Equal((false, null, null), (_state.OwesOffline, _state.Fault, _state.Due));
    }

    [Fact]
    public void An_offline_that_a_newer_online_made_void_is_settled()
    {
        GoOnline();
        Give(new PresenceInput.Leave(false));
        Fail(Faults.Superseded("other"));
        Assert.Equal((AgentState.Offline, false), (_state.State, _state.OwesOffline));
        Assert.Null(_state.Fault);
    }

    [Fact]
    public void Leaving_while_offline_does_nothing()
    {
        Give(new PresenceInput.Leave(false));
        Assert.Equal(AgentState.Offline, _state.State);
        Assert.Null(_state.Request);
    }

    [Theory]
    [InlineData(AgentState.Superseded)]
    [InlineData(AgentState.Refused)]
    public void Leaving_clears_a_state_that_waits_for_a_person(AgentState from)
    {
        GoOnline();
        PassToDue();
        Fail(from == AgentState.Superseded ? Faults.Superseded(null) : Faults.RegistrationUnknown());
        Assert.Equal(from, _state.State);
        Give(new PresenceInput.Leave(false));
        Assert.Equal(AgentState.Offline, _state.State);
        Assert.Null(_state.Fault);
        Assert.Null(_state.Request);
    }

    [Fact]
    public void Update_speaks_to_the_service_at_once_and_only_while_online()
    {
        Give(new PresenceInput.Update());
        Assert.Null(_state.Request);
        GoOnline();
        Give(new PresenceInput.Update());
        Assert.Equal(PresenceRequestKind.KeepAlive, _state.Request!.Kind);
    }

    [Fact]
    public void A_network_that_comes_up_is_used_at_once_even_if_a_request_is_stuck_on_the_old_one()
    {
        LoseConnection();
        PassToDue();
        Assert.NotNull(_state.Request);
        Give(new PresenceInput.NetworkUp());
        Assert.Null(_state.Request);
        Assert.InRange(_state.Due!.Value - _now, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        PassToDue();
        Answer();
        Assert.Equal(AgentState.Online, _state.State);
    }

    [Fact]
    public void A_network_that_keeps_changing_does_not_put_the_next_contact_off()
    {
        GoOnline();
        Give(new PresenceInput.NetworkUp());
        var due = _state.Due;
        _now += TimeSpan.FromMilliseconds(500);
        Give(new PresenceInput.NetworkUp());
        Assert.Equal(due, _state.Due);
    }

    [Fact]
    public void Another_service_is_gone_online_at_with_a_go_online_of_its_own()
    {
        GoOnline();
        var instance = _state.InstanceId;
        Give(new PresenceInput.ServerChanged());
        Assert.Equal((AgentState.Connecting, PresenceRequestKind.GoOnline), (_state.State, _state.Request!.Kind));
        Assert.NotEqual(instance, _state.InstanceId);
        Fail(Refused);
        Assert.Equal(AgentState.Connecting, _state.State);
    }

    [Fact]
    public void A_changed_address_is_taken_from_the_answer()
    {
        GoOnline();
        PassToDue();
        Give(new PresenceInput.Answered(_state.Request!.Number, Presence(_state.Epoch) with { Address = IPAddress.Parse("198.51.100.2") }));
        Assert.Equal("198.51.100.2", _state.Address!.ToString());
    }

    [Fact]
    public void Results_of_requests_that_were_replaced_do_not_count()
    {
        Give(new PresenceInput.Connect());
        var number = _state.Request!.Number;
        Give(new PresenceInput.Answered(number + 1, Presence(9)));
        Give(new PresenceInput.Failed(number - 1, Refused));
        Assert.Equal((AgentState.Connecting, number), (_state.State, _state.Request!.Number));
    }

    [Fact]
    public void Jitter_makes_signs_of_life_sooner_and_never_later()
    {
        var calm = PresencePolicy.KeepAliveAfter(Context(jitter: 0));
        var hasty = PresencePolicy.KeepAliveAfter(Context(jitter: 1));
        Assert.Equal(Timeout / 3, calm);
        Assert.InRange(hasty!.Value, calm!.Value * 0.85, calm.Value * 0.95);
    }

    [Fact]
    public void First_tries_after_a_loss_are_spread_over_the_interval_and_none_is_at_once_or_later()
    {
        var calm = PresencePolicy.FirstReconnectAfter(Context(jitter: 0));
        var hasty = PresencePolicy.FirstReconnectAfter(Context(jitter: 1));
        Assert.Equal(PresencePolicy.ReconnectAfter(Context(jitter: 0)), calm);
        Assert.InRange(hasty, calm * 0.05, calm * 0.15);
    }

    [Fact]
    public void A_keep_alive_interval_of_the_users_counts_but_never_outlasts_the_lease()
    {
        _option.KeepAliveInterval = TimeSpan.FromMinutes(5);
        Assert.Equal(TimeSpan.FromMinutes(5), PresencePolicy.KeepAliveAfter(Context()));
        _option.KeepAliveInterval = TimeSpan.FromHours(1);
        Assert.True(PresencePolicy.KeepAliveAfter(Context()) < Timeout);
    }

    private PresenceContext Context(double jitter = 0)
        => new(_now, DateTimeOffset.UnixEpoch + _now, _timeout, _option, jitter, $"instance-{++_instances}");

    private void Give(PresenceInput input) => _state = PresenceMachine.Next(_state, input, Context());

    private void PassToDue()
    {
        _now = _state.Due ?? throw new InvalidOperationException("Nothing is due.");
        Give(new PresenceInput.Tick());
    }

    private void Answer(long? epoch = null) => Give(new PresenceInput.Answered(_state.Request!.Number, Presence(epoch ?? Math.Max(1, _state.Epoch))));

    private void Fail(Fault fault) => Give(new PresenceInput.Failed(_state.Request!.Number, fault));

    private void GoOnline(long epoch = 1)
    {
        Give(new PresenceInput.Connect());
        Answer(epoch);
    }

    private void LoseConnection()
    {
        _state = new();
        GoOnline();
        PassToDue();
        Fail(Refused);
        PassToDue();
        Fail(Refused);
        Assert.Equal(AgentState.Reconnecting, _state.State);
    }

    private PresenceInfo Presence(long epoch) => new()
    {
        Epoch = epoch,
        Online = true,
        Address = Here,
        SeenAddress = Here,
        Lease = _timeout == TimeSpan.Zero ? null : _timeout,
        Domains = ["alice.example"],
    };
}
