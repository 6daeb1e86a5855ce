using System.Net;
using DNS4Me.Service;

namespace DNS4Me.Server.Presence;

/// <summary>
/// How presence changes, as pure functions of what is stored, what is asked and when. A refusal is a <see cref="DNS4MeException"/>
/// and changes nothing.
/// </summary>
public static class PresenceRules
{
    /// <summary>
    /// Goes online. A new instance raises the epoch, which takes the presence from whoever held it; a repetition by the instance that
    /// holds it already, as after a lost reply, counts as a sign of life.
    /// </summary>
    public static PresenceState GoOnline(PresenceState state, OnlineRequest request, IPAddress seen, TimeSpan now)
    {
        var timeout = request.Settings.Online.Timeout;
        if (state.InstanceId == request.InstanceId && !state.WentOffline)
        {
            return Renew(state, seen, timeout, now);
        }

        return Renew(new() { Epoch = state.Epoch + 1, InstanceId = request.InstanceId, Machine = request.Machine }, seen, timeout, now);
    }

    /// <summary>Renews the lease of the family that the request came over, an ended one too: the same machine is back.</summary>
    /// <param name="state">What is stored.</param>
    /// <param name="epoch">The epoch that the sender bears.</param>
    /// <param name="seen">Where the request came from.</param>
    /// <param name="timeout">How long the lease is to hold.</param>
    /// <param name="now">The service time.</param>
    /// <param name="expected">See <see cref="PresenceRequest.Expected"/>.</param>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.Superseded"/>, or <see cref="FaultCode.NotOnline"/> after a go-offline.</exception>
    public static PresenceState KeepAlive(PresenceState state, long epoch, IPAddress seen, TimeSpan timeout, TimeSpan now, IPAddress? expected = null)
    {
        CheckEpoch(state, epoch);
        if (state.WentOffline)
        {
            throw new DNS4MeException(Faults.NotOnline());
        }

        var lease = state.Of(seen.Family());
        var isUnsure = expected is not null && !expected.Equals(seen) && lease?.Holds(now) == true;
        return Renew(state, isUnsure ? lease!.Address : seen, timeout, now);
    }

    /// <summary>Goes offline. A second time changes nothing.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.Superseded"/>.</exception>
    public static PresenceState GoOffline(PresenceState state, long epoch)
    {
        CheckEpoch(state, epoch);
        return state.WentOffline ? state : state with { WentOffline = true };
    }

    /// <summary>
    /// Applies a changed timeout to the leases that hold. Without this a machine that was told "never" would stop pinging and be
    /// taken offline at the end of its old lease.
    /// </summary>
    public static PresenceState ChangeTimeout(PresenceState state, TimeSpan timeout, TimeSpan now)
    {
        FamilyLease? Changed(FamilyLease? lease) => lease?.Holds(now) == true ? FamilyLease.From(lease.Address, now, timeout) : lease;
        return state.HoldsAt(now) ? state with { IPv4 = Changed(state.IPv4), IPv6 = Changed(state.IPv6) } : state;
    }

    /// <summary>What holds at a moment. The domains of an expired registration follow the offline settings.</summary>
    public static PresenceFacts Facts(PresenceState state, DateTimeOffset expires, ServiceMoment moment)
    {
        var online = moment.Utc < expires && state.HoldsAt(moment.Service);
        return new(online, state.Epoch > 0, AddressAt(state.IPv4, online, moment), AddressAt(state.IPv6, online, moment));
    }

    private static IPAddress? AddressAt(FamilyLease? lease, bool online, ServiceMoment moment)
        => lease is not null && (!online || lease.Holds(moment.Service)) ? lease.Address : null;

    /// <summary>
    /// The other family's lease, once ended, is forgotten at the next sign of life: what is kept as "last known" is what held together.
    /// </summary>
    private static PresenceState Renew(PresenceState state, IPAddress seen, TimeSpan timeout, TimeSpan now)
    {
        var lease = FamilyLease.From(seen, now, timeout);
        FamilyLease? Kept(FamilyLease? other) => other?.Holds(now) == true ? other : null;
        return seen.Family() == IPFamily.IPv4
            ? state with { IPv4 = lease, IPv6 = Kept(state.IPv6) }
            : state with { IPv6 = lease, IPv4 = Kept(state.IPv4) };
    }

    private static void CheckEpoch(PresenceState state, long epoch)
    {
        if (epoch < state.Epoch)
        {
            throw new DNS4MeException(Faults.Superseded(state.Machine));
        }

        // A number that was never given out, or none: there is nothing to renew or to end.
        if (epoch != state.Epoch || epoch == 0)
        {
            throw new DNS4MeException(Faults.NotOnline());
        }
    }
}
