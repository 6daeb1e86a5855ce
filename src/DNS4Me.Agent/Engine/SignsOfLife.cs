using DNS4Me.Agent.Presence;
using DNS4Me.Service;

namespace DNS4Me.Agent.Engine;

/// <summary>
/// Gives a sign of life over both address families, each of which has a lease of its own at the service. The first that succeeds is the answer; what the
/// second comes to is told with it if it comes soon, else later, so that a family that leads nowhere holds nothing up.
/// </summary>
internal sealed class SignsOfLife : IDisposable
{
    /// <summary>How long the second family may take to be told together with the first.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<PresenceInput> _late;
    private CancellationTokenSource _ending = new();
    private bool _disposed;

    /// <summary>Gives no sign yet.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="late">Hears what came later.</param>
    public SignsOfLife(TimeProvider time, Action<PresenceInput> late) => (_time, _late) = (time, late);

    /// <summary>Gives a sign. What is left of the one before it is withdrawn.</summary>
    /// <param name="request">The request that it carries out.</param>
    /// <param name="give">Gives it over one family.</param>
    /// <param name="cancellation">Withdraws it.</param>
    /// <exception cref="DNS4MeException">It failed over both families, or the service refused it.</exception>
    public async Task<PresenceInput.Answered> GiveAsync(
        SentRequest request, Func<IPFamily, CancellationToken, Task<PresenceInfo>> give, CancellationToken cancellation)
    {
        var ending = Begin();
        using var withdrawn = cancellation.Register(ending.Cancel);
        Task<Sign> ipv4 = TryAsync(IPFamily.IPv4, give, ending.Token), ipv6 = TryAsync(IPFamily.IPv6, give, ending.Token);
        var firstTask = await Task.WhenAny(ipv4, ipv6).ConfigureAwait(false);
        var secondTask = firstTask == ipv4 ? ipv6 : ipv4;
        var first = await firstTask.ConfigureAwait(false);
        if (first.IsRefusal)
        {
            await ending.CancelAsync().ConfigureAwait(false);
            throw new DNS4MeException(first.Loss!.Fault);
        }

        if (first.Presence is not null && !await EndsSoonAsync(secondTask, cancellation).ConfigureAwait(false))
        {
            _ = TellLateAsync(request.Epoch, secondTask);
            return new(request.Number, first.Presence);
        }

        return Together(request, first, await secondTask.ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _ending.Cancel();
        }
    }

    private CancellationTokenSource Begin()
    {
        lock (_gate)
        {
            _ending.Cancel();
            _ending = new();
            if (_disposed)
            {
                _ending.Cancel();
            }

            return _ending;
        }
    }

    private static async Task<Sign> TryAsync(IPFamily family, Func<IPFamily, CancellationToken, Task<PresenceInfo>> give, CancellationToken cancellation)
    {
        await Task.Yield();
        try
        {
            return new(await give(family, cancellation).ConfigureAwait(false), null);
        }
        catch (DNS4MeException e)
        {
            return new(null, new(family, e.Fault));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(null, new(family, Faults.InternalError(e.Message)));
        }
    }

    private static PresenceInput.Answered Together(SentRequest request, Sign first, Sign second) => (first, second) switch
    {
        (_, { IsRefusal: true }) => throw new DNS4MeException(second.Loss!.Fault),
        ({ Presence: { } heard }, { Presence: { } also }) => new(request.Number, Newest(heard, also)) { Seen = [heard.SeenAddress, also.SeenAddress] },
        ({ Presence: { } heard }, _) => new(request.Number, heard) { Lost = second.Loss },
        (_, { Presence: { } heard }) => new(request.Number, heard) { Lost = first.Loss },
        _ => throw new DNS4MeException(Telling(first.Loss!, second.Loss!)),
    };

    /// <summary>Of each family what the answer over that family says, since it knows of its own renewal.</summary>
    private static PresenceInfo Newest(PresenceInfo heard, PresenceInfo also)
    {
        var (ipv4, ipv6) = heard.SeenAddress.Family() == IPFamily.IPv4 ? (heard, also) : (also, heard);
        return ipv4 with { Address = ipv4.Address, AddressIPv6 = ipv6.AddressIPv6, Lease = ipv4.Lease > ipv6.Lease ? ipv4.Lease : ipv6.Lease };
    }

    /// <summary>Of two failures the one that came farther, and with equals that of IPv4, which every service has.</summary>
    private static Fault Telling(FamilyLoss first, FamilyLoss second)
    {
        var (ipv4, ipv6) = first.Family == IPFamily.IPv4 ? (first.Fault, second.Fault) : (second.Fault, first.Fault);
        return Reach(ipv6.Code) > Reach(ipv4.Code) ? ipv6 : ipv4;
    }

    private static int Reach(FaultCode code) => code switch
    {
        FaultCode.ServiceNameUnknown => 0,
        FaultCode.ServiceUnreachable => 1,
        FaultCode.ServiceTimedOut => 2,
        FaultCode.ServiceRefused => 3,
        _ => 4,
    };

    private async Task<bool> EndsSoonAsync(Task<Sign> second, CancellationToken cancellation)
    {
        await ((Task)second).WaitAsync(Grace, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        return second.IsCompletedSuccessfully;
    }

    private async Task TellLateAsync(long epoch, Task<Sign> second)
    {
        try
        {
            var sign = await second.ConfigureAwait(false);
            _late(new PresenceInput.Late(epoch, sign.Presence, sign.Loss));
        }
        catch (OperationCanceledException)
        {
            // The next sign of life has taken its place.
        }
    }

    /// <summary>What a sign over one family came to.</summary>
    private sealed record Sign(PresenceInfo? Presence, FamilyLoss? Loss)
    {
        /// <summary>Whether the service itself said no, which holds for both families.</summary>
        public bool IsRefusal => Loss is { Fault: { IsTransient: false } };
    }
}
