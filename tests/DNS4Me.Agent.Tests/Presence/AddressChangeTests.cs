using System.Net;
using DNS4Me.Agent.Presence;
using DNS4Me.Service;

namespace DNS4Me.Agent.Tests.Presence;

/// <summary>How the machine follows an address that changes, and does not follow addresses that rotate. The far end takes what is expected, as the service does.</summary>
public class AddressChangeTests
{
    private static readonly IPAddress A = IPAddress.Parse("198.51.100.1");
    private static readonly IPAddress B = IPAddress.Parse("198.51.100.2");
    private static readonly IPAddress Six = IPAddress.Parse("2001:db8::1");
    private static readonly IPAddress OtherSix = IPAddress.Parse("2001:db8::2");
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(9);
    private readonly ClientOption _option = new();
    private TimeSpan _now = TimeSpan.FromHours(1);
    private TimeSpan _timeout = Timeout;
    private bool _automatic = true;
    private PresenceState _state = new();
    private IPAddress? _inForce;
    private IPAddress? _inForceIPv6;
    private int _looks;

    [Fact]
    public void A_changed_address_is_published_when_it_is_seen_a_second_time()
    {
        GoOnline(A);
        Look(B);
        Assert.Equal((A, PresencePolicy.LookAgain), (_inForce, _state.Due!.Value - _now));
        Look(B);
        Assert.Equal((B, B), (_inForce, _state.Address));
        Assert.Equal(Timeout / 3, _state.Due!.Value - _now);
    }

    [Fact]
    public void An_address_that_was_seen_once_is_forgotten_when_the_one_in_force_is_seen_again()
    {
        GoOnline(A);
        for (var i = 0; i < 100; i++)
        {
            Look(i % 2 == 0 ? B : A);
            Assert.Equal(A, _inForce);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Connections_that_leave_by_two_ways_at_random_do_not_make_the_address_flap(int seed)
    {
        var changes = 0;
        var random = new Random(seed);
        GoOnline(A);
        for (var (day, before) = (_now + TimeSpan.FromDays(7), _inForce); _now < day; before = _inForce)
        {
            Look(random.Next(2) == 0 ? A : B);
            changes += Equals(before, _inForce) ? 0 : 1;
        }

        Assert.InRange(changes, 0, 5);
        Assert.True(_looks < 2.5 * (TimeSpan.FromDays(7) / (Timeout / 3)), $"{_looks} looks are no storm.");
    }

    [Fact]
    public void Connections_that_leave_by_many_ways_change_nothing_and_are_no_reason_to_hurry()
    {
        GoOnline(A);
        for (var i = 0; i < 200; i++)
        {
            Look(IPAddress.Parse($"203.0.113.{1 + i}"));
            Assert.Equal(A, _inForce);
            Assert.True(i == 0 || _state.Due!.Value - _now == Timeout / 3);
        }
    }

    [Fact]
    public void An_address_that_comes_back_is_published_after_more_looks_and_after_two_when_the_machines_own_addresses_changed()
    {
        GoOnline(A);
        Look(B);
        Look(B);
        var looks = _looks;
        while (!A.Equals(_inForce))
        {
            Look(A);
        }

        Assert.InRange(_looks - looks, 3, 10);

        Give(new PresenceInput.NetworkUp());
        Look(B);
        Look(B);
        Assert.Equal(B, _inForce);
    }

    [Fact]
    public void Without_a_timeout_a_change_of_the_network_is_followed_all_the_same()
    {
        _timeout = TimeSpan.Zero;
        GoOnline(A);
        Assert.Null(_state.Due);
        Give(new PresenceInput.NetworkUp());
        var began = _now;
        Look(B);
        Look(B);
        Assert.Equal(B, _inForce);
        Assert.True(_now - began < TimeSpan.FromSeconds(10));
        Assert.Null(_state.Due);
    }

    [Fact]
    public void Each_family_makes_sure_of_its_own_address()
    {
        GoOnline(A);
        Look(A, Six);
        Assert.Equal((A, Six), (_state.Address, _state.AddressIPv6));
        Look(A, OtherSix);
        Assert.Equal((A, Six), (_inForce, _inForceIPv6));
        Look(B, OtherSix);
        Assert.Equal((A, OtherSix), (_inForce, _inForceIPv6));
        Look(B, OtherSix);
        Assert.Equal((B, OtherSix), (_inForce, _inForceIPv6));
    }

    [Fact]
    public void An_address_that_the_user_has_given_is_not_made_sure_of()
    {
        _automatic = false;
        GoOnline(A);
        Look(B);
        Assert.Null(_state.Request);
        Assert.Equal(Timeout / 3, _state.Due!.Value - _now);
    }

    [Fact]
    public void A_look_interval_makes_signs_of_life_come_as_often()
    {
        _option.LookInterval = TimeSpan.FromSeconds(30);
        GoOnline(A);
        Look(A);
        Assert.Equal(TimeSpan.FromSeconds(30), _state.Due!.Value - _now);
        _option.LookInterval = TimeSpan.FromHours(1);
        Look(A);
        Assert.Equal(Timeout / 3, _state.Due!.Value - _now);
    }

    [Fact]
    public void A_family_that_is_lost_is_tried_sooner_once_and_does_not_end_the_state()
    {
        GoOnline(A);
        Look(A, Six);
        var loss = new FamilyLoss(IPFamily.IPv6, Faults.ServiceTimedOut("service:1206", TimeSpan.FromSeconds(15)));
        Look(A, lost: loss);
        Assert.Equal((AgentState.Online, loss), (_state.State, _state.Lost));
        Assert.True(_state.Due!.Value - _now < Timeout / 6);
        Look(A, lost: loss);
        Assert.Equal(Timeout / 3, _state.Due!.Value - _now);
        Look(A, Six);
        Assert.Null(_state.Lost);
    }

    [Fact]
    public void A_family_that_the_service_does_not_know_has_nothing_to_lose()
    {
        GoOnline(A);
        Look(A, lost: new(IPFamily.IPv6, Faults.ServiceNameUnknown("service:1206", "service", exists: true)));
        Assert.Null(_state.Lost);
        Assert.Equal(Timeout / 3, _state.Due!.Value - _now);
    }

    [Fact]
    public void What_the_second_family_comes_to_later_counts_while_online()
    {
        GoOnline(A);
        var due = _state.Due;
        (_inForce, _inForceIPv6) = (A, Six);
        Give(new PresenceInput.Late(_state.Epoch, Presence(Six), null));
        Assert.Equal((Six, due), (_state.AddressIPv6, _state.Due));
        Give(new PresenceInput.Late(_state.Epoch, null, new(IPFamily.IPv6, Faults.Superseded("other"))));
        Assert.Equal(AgentState.Superseded, _state.State);
        Assert.Null(_state.Due);
    }

    private void GoOnline(IPAddress seen)
    {
        Give(new PresenceInput.Connect());
        _inForce = seen;
        Give(new PresenceInput.Answered(_state.Request!.Number, Presence(seen)));
        Assert.Equal(AgentState.Online, _state.State);
    }

    /// <summary>Lets time pass until the machine gives a sign of life, and answers it.</summary>
    private void Look(IPAddress seen, IPAddress? seenIPv6 = null, FamilyLoss? lost = null)
    {
        if (_state.Request is null && _state.Due is { } due)
        {
            _now = due;
        }

        Give(_state.Due is null ? new PresenceInput.Update() : new PresenceInput.Tick());
        var request = _state.Request!;
        _looks++;
        _inForce = request.Expected is { } expected && !expected.Equals(seen) ? _inForce : seen;
        if (seenIPv6 is not null)
        {
            _inForceIPv6 = request.ExpectedIPv6 is { } expectedIPv6 && !expectedIPv6.Equals(seenIPv6) ? _inForceIPv6 : seenIPv6;
        }

        Give(new PresenceInput.Answered(request.Number, Presence(seen)) { Seen = seenIPv6 is null ? [seen] : [seen, seenIPv6], Lost = lost });
    }

    private void Give(PresenceInput input) => _state = PresenceMachine.Next(
        _state, input, new(_now, DateTimeOffset.UnixEpoch + _now, _timeout, _option, 0, "instance") { Automatic = _automatic });

    private PresenceInfo Presence(IPAddress seen) => new()
    {
        Epoch = 1,
        Online = true,
        Address = _automatic ? _inForce : A,
        AddressIPv6 = _inForceIPv6,
        SeenAddress = seen,
        Lease = _timeout == TimeSpan.Zero ? null : _timeout,
        Domains = [],
    };
}
