using System.Net;
using DNS4Me.Service;

namespace DNS4Me.Agent.Presence;

/// <summary>
/// The presence state machine: a pure function of state, input and time. What is to be done is in the state it gives: a new
/// <see cref="PresenceState.Request"/> is to be sent, and <see cref="PresenceInput.Tick"/> to be given at <see cref="PresenceState.Due"/>.
/// </summary>
internal static class PresenceMachine
{
    /// <summary>Which failures end a command's wait at once: a person has to mend them, and one is there.</summary>
    public static bool EndsWait(FaultCode code)
        => !Faults.IsTransient(code) || code is FaultCode.CertificateNotTrusted or FaultCode.NotTheService
            or FaultCode.NotAProxy or FaultCode.ProxyVersion or FaultCode.ProxyAuthenticationRefused or FaultCode.SettingsUnreadable or FaultCode.PolicyUnreadable;

    /// <summary>The state after an input.</summary>
    public static PresenceState Next(PresenceState state, PresenceInput input, in PresenceContext context) => input switch
    {
        PresenceInput.Connect => Connect(state, context),
        PresenceInput.Withdraw => Withdraw(state, context),
        PresenceInput.Start => state.IsActive ? state with { Lasting = true } : Begin(state, lasting: true, context) with { WantsOnline = true },
        PresenceInput.Leave leave => Leave(leave.KeepsWish ? state : state with { WantsOnline = false }, context),
        PresenceInput.Update => state.State is AgentState.Online or AgentState.Reconnecting ? KeepAlive(state, context) : state,
        PresenceInput.ServerChanged => state.IsActive ? Begin(state, state.Lasting, context) with { Waited = state.Waited } : Forget(state, context),
        PresenceInput.WayChanged => !state.Undo && (state.IsActive || state.OwesOffline) ? Act(state with { Request = null }, context) : state,
        PresenceInput.RegistrationChanged => Forget(state, context),
        PresenceInput.NetworkUp => NetworkUp(state, context),
        PresenceInput.Tick => state.Request is null && state.Due <= context.Now ? Act(state, context) : state,
        PresenceInput.Answered answered when answered.Number == state.Request?.Number
            => Answered(state with { Request = null, LastCompleted = answered.Number, Failures = 0 }, state.Request.Kind, answered, context),
        PresenceInput.Late late when state.State == AgentState.Online && late.Epoch == state.Epoch => Late(state, late, context),
        PresenceInput.Failed failed when failed.Number == state.Request?.Number
            => Failed(state with { Request = null, LastCompleted = failed.Number, LastFault = failed.Fault, Failures = state.Failures + 1 }, state.Request.Kind, failed.Fault, context),
        _ => state,
    };

    private static PresenceState Connect(PresenceState state, in PresenceContext context) => state.State switch
    {
        AgentState.Online => state,
        AgentState.Connecting or AgentState.Reconnecting => (state.Request is null ? Act(state, context) : state) with { Waited = true },

        // The go-online that is about to be undone is wanted again.
        _ when state.Undo => Enter(state, AgentState.Connecting, null, context) with { Undo = false, Waited = true },
        _ => Begin(state, lasting: false, context) with { Waited = true },
    };

    private static PresenceState Withdraw(PresenceState state, in PresenceContext context)
        => state.State == AgentState.Connecting && !state.Lasting ? Quit(state, state.Fault, context) : state with { Waited = false };

    private static PresenceState Leave(PresenceState state, in PresenceContext context) => state.State switch
    {
        AgentState.Online or AgentState.Reconnecting => Send(Quit(state, null, context) with { OwesOffline = true }, PresenceRequestKind.GoOffline),
        AgentState.Connecting => Quit(state, null, context),
        _ when state.OwesOffline => Send(state, PresenceRequestKind.GoOffline),
        AgentState.Offline => state with { Fault = null },
        _ => Quit(state, null, context),
    };

    private static PresenceState NetworkUp(PresenceState state, in PresenceContext context)
    {
        if (!state.IsActive && !state.OwesOffline)
        {
            return state;
        }

        // What is under way may be waiting on a network that is gone; it is sent anew, which for each kind comes to the same.
        var due = context.Now + PresencePolicy.SettlingTime(context);
        return state with
        {
            Request = state.Undo ? state.Request : null,
            Due = state.Due < due ? state.Due : due,
            Watch = state.Watch with { IsMoving = true },
            WatchIPv6 = state.WatchIPv6 with { IsMoving = true },
        };
    }

    /// <summary>Does what the state is waiting to do.</summary>
    private static PresenceState Act(PresenceState state, in PresenceContext context) => state.State switch
    {
        AgentState.Connecting => Send(state, PresenceRequestKind.GoOnline),
        AgentState.Online or AgentState.Reconnecting => KeepAlive(state, context),

        // Past the lease too: one outlives the service's own absence, so that this machine's clock cannot tell its end.
        _ when state.OwesOffline => Send(state, PresenceRequestKind.GoOffline),
        _ => state with { Due = null },
    };

    private static PresenceState Answered(PresenceState state, PresenceRequestKind kind, PresenceInput.Answered answered, in PresenceContext context)
    {
        var presence = answered.Presence;
        state = state with { Domains = presence.Domains };
        switch (kind)
        {
            case PresenceRequestKind.GoOffline:
                return state with { OwesOffline = false, LeaseEnds = null, Due = null, Fault = null };

            case PresenceRequestKind.GoOnline when state.Undo:
                return Send(state with { Undo = false, Epoch = presence.Epoch, OwesOffline = true }, PresenceRequestKind.GoOffline);

            default:
                var online = state.State == AgentState.Online ? state : Enter(state, AgentState.Online, null, context);
                online = online with { WantsOnline = true, Lasting = true, Waited = false, Epoch = presence.Epoch };
                if (kind == PresenceRequestKind.GoOnline)
                {
                    online = online with { Watch = FamilyWatch.None, WatchIPv6 = FamilyWatch.None, Lost = null };
                }

                online = Heard(online, presence, answered.Seen, answered.Lost, context);
                return kind == PresenceRequestKind.GoOnline && context.BothFamilies ? KeepAlive(online, context) : online;
        }
    }

    /// <summary>What follows from a sign of life that the service has answered.</summary>
    private static PresenceState Heard(PresenceState state, PresenceInfo presence, IReadOnlyList<IPAddress> seen, FamilyLoss? lost, in PresenceContext context)
    {
        var (watch, watchIPv6) = (state.Watch, state.WatchIPv6);
        foreach (var address in context.Automatic ? seen : [])
        {
            if (address.Family() == IPFamily.IPv4)
            {
                watch = watch.After(state.Address, presence.Address, address, context.Now);
            }
            else
            {
                watchIPv6 = watchIPv6.After(state.AddressIPv6, presence.AddressIPv6, address, context.Now);
            }
        }

        // A family without a lease has nothing to lose.
        var had = context.Automatic && (lost?.Family == IPFamily.IPv4 ? presence.Address : presence.AddressIPv6) is not null;
        var isNew = lost is not null && had && state.Lost is null;
        var next = PresencePolicy.KeepAliveAfter(context);
        var soon = watch.IsPending || watchIPv6.IsPending ? PresencePolicy.LookAgain
            : isNew && next is not null ? PresencePolicy.QuickRetryAfter(context)
            : next;
        return state with
        {
            Address = presence.Address,
            AddressIPv6 = presence.AddressIPv6,
            LeaseEnds = context.Now + presence.Lease,
            Due = context.Now + (soon < next || next is null ? soon : next),
            Watch = watch,
            WatchIPv6 = watchIPv6,
            Lost = lost is not null && had ? state.Lost ?? lost : null,
        };
    }

    private static PresenceState Late(PresenceState state, PresenceInput.Late late, in PresenceContext context)
    {
        if (late.Lost is { Fault.Code: FaultCode.Superseded } taken)
        {
            return Enter(state with { Request = null }, AgentState.Superseded, taken.Fault, context);
        }

        var due = state.Due;
        var heard = late.Presence is { } presence
            ? Heard(state, presence, [presence.SeenAddress], null, context)
            : Heard(state, Known(state, context), [], late.Lost, context);

        // Nothing is put off by it, and a request under way sets the next due time itself.
        return heard with { Due = state.Request is not null ? null : heard.Due < due || due is null ? heard.Due : due };
    }

    /// <summary>What the service said last.</summary>
    private static PresenceInfo Known(PresenceState state, in PresenceContext context) => new()
    {
        Epoch = state.Epoch,
        Online = true,
        Address = state.Address,
        AddressIPv6 = state.AddressIPv6,
        SeenAddress = IPAddress.None,
        Lease = state.LeaseEnds - context.Now,
        Domains = state.Domains,
    };

    private static PresenceState Failed(PresenceState state, PresenceRequestKind kind, Fault fault, in PresenceContext context) => kind switch
    {
        PresenceRequestKind.GoOnline => GoOnlineFailed(state, fault, context),
        PresenceRequestKind.KeepAlive => KeepAliveFailed(state, fault, context),
        _ => GoOfflineFailed(state, fault, context),
    };

    private static PresenceState GoOnlineFailed(PresenceState state, Fault fault, in PresenceContext context)
    {
        if (state.Undo)
        {
            return state with { Undo = false };
        }

        if (!fault.IsTransient)
        {
            return Enter(state, AgentState.Refused, fault, context);
        }

        return EndsWait(fault.Code) && !state.Lasting
            ? Quit(state, fault, context)
            : state with { Fault = fault, Due = context.Now + PresencePolicy.ConnectRetryAfter(state.Failures, state.Waited, context) };
    }

    private static PresenceState KeepAliveFailed(PresenceState state, Fault fault, in PresenceContext context)
    {
        switch (fault.Code)
        {
            case FaultCode.Superseded:
                return Enter(state, AgentState.Superseded, fault, context);

            // Nobody took over, yet the service has forgotten the epoch, as after it was put back to an older copy of its store.
            case FaultCode.NotOnline:
                return Begin(state, lasting: true, context) with { Waited = state.Waited };
        }

        if (!fault.IsTransient)
        {
            return Enter(state, AgentState.Refused, fault, context);
        }

        if (state.State == AgentState.Reconnecting)
        {
            return state with { Fault = fault, Due = context.Now + PresencePolicy.ReconnectAfter(context) };
        }

        // One loss is no outage: the next sign of life comes sooner, and only if that is lost too the connection is.
        if (state.Failures == 1)
        {
            return state with { Due = context.Now + PresencePolicy.QuickRetryAfter(context) };
        }

        return context.Option.Reconnect
            ? Enter(state, AgentState.Reconnecting, fault, context) with { Due = context.Now + PresencePolicy.FirstReconnectAfter(context), Failures = state.Failures }
            : Quit(state, fault, context);
    }

    private static PresenceState GoOfflineFailed(PresenceState state, Fault fault, in PresenceContext context)
    {
        if (fault.Code is FaultCode.Superseded or FaultCode.NotOnline)
        {
            return state with { OwesOffline = false, LeaseEnds = null, Due = null, Fault = null, LastFault = null };
        }

        return fault.IsTransient
            ? state with { Fault = fault, Due = context.Now + PresencePolicy.ReconnectAfter(context) }
            : state with { OwesOffline = false, LeaseEnds = null, Due = null, Fault = fault };
    }

    /// <summary>Begins a new go-online. What was owed to the epoch before it is settled by the newer one.</summary>
    private static PresenceState Begin(PresenceState state, bool lasting, in PresenceContext context)
        => Send(
            Enter(state, AgentState.Connecting, null, context) with
            {
                InstanceId = context.NewInstanceId,
                Lasting = lasting,
                Undo = false,
                OwesOffline = false,
                LeaseEnds = null,
            },
            PresenceRequestKind.GoOnline);

    /// <summary>Offline from now on. A go-online under way is left to end, since only its answer can tell what there is to undo.</summary>
    private static PresenceState Quit(PresenceState state, Fault? fault, in PresenceContext context)
    {
        var goesOnline = state.Request is { Kind: PresenceRequestKind.GoOnline };
        return Enter(state, AgentState.Offline, fault, context) with
        {
            Lasting = false,
            Undo = goesOnline,
            Request = goesOnline ? state.Request : null,
            LeaseEnds = state.LeaseEnds,
        };
    }

    /// <summary>What another service or another registration refused, or is owed, is of no account any more.</summary>
    private static PresenceState Forget(PresenceState state, in PresenceContext context)
        => state.IsActive ? state : Enter(state, AgentState.Offline, null, context) with { OwesOffline = false, Undo = false, Request = null };

    private static PresenceState Enter(PresenceState state, AgentState next, Fault? fault, in PresenceContext context) => state with
    {
        State = next,
        Since = state.State == next ? state.Since ?? context.Utc : context.Utc,
        Fault = fault,
        Waited = false,
        Failures = 0,
        Due = null,
        LeaseEnds = next is AgentState.Online or AgentState.Reconnecting ? state.LeaseEnds : null,
        Lost = next is AgentState.Online ? state.Lost : null,
    };

    private static PresenceState KeepAlive(PresenceState state, in PresenceContext context)
    {
        var sent = Send(state, PresenceRequestKind.KeepAlive);
        return context.Automatic
            ? sent with
            {
                Request = sent.Request! with
                {
                    Expected = state.Watch.Expected(state.Address, context.Now),
                    ExpectedIPv6 = state.WatchIPv6.Expected(state.AddressIPv6, context.Now),
                },
            }
            : sent;
    }

    private static PresenceState Send(PresenceState state, PresenceRequestKind kind) => state with
    {
        Request = new(state.LastNumber + 1, kind, state.InstanceId, state.Epoch),
        LastNumber = state.LastNumber + 1,
        LastFault = null,
        Due = null,
    };
}
