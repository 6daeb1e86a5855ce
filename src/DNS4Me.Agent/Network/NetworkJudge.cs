namespace DNS4Me.Agent.Network;

/// <summary>Makes one judgement of a burst of the system's events: what has changed since the last one, if anything that matters has.</summary>
internal sealed class NetworkJudge : IDisposable
{
    /// <summary>How long after the first event of a burst the network is looked at.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly INetworkWatch _network;
    private readonly Action<NetworkDelta> _changed;
    private readonly ITimer _timer;
    private NetworkPicture _last;
    private bool _waits;

    /// <summary>Begins to watch.</summary>
    /// <param name="network">Where events and pictures come from.</param>
    /// <param name="time">The clock of the bursts.</param>
    /// <param name="changed">Hears of changes, on any thread.</param>
    public NetworkJudge(INetworkWatch network, TimeProvider time, Action<NetworkDelta> changed)
    {
        (_network, _changed, _last) = (network, changed, network.Look());
        _timer = time.CreateTimer(_ => Judge(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        network.Changed += OnEvent;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Changed -= OnEvent;
        _timer.Dispose();
    }

    private void OnEvent()
    {
        lock (_gate)
        {
            // Those that follow within the burst do not put the look off.
            if (!_waits)
            {
                _waits = true;
                _timer.Change(Burst, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Judge()
    {
        NetworkDelta? delta;
        lock (_gate)
        {
            _waits = false;
            var now = _network.Look();
            delta = NetworkDelta.Between(_last, now);
            _last = now;
        }

        if (delta is not null)
        {
            _changed(delta);
        }
    }
}
