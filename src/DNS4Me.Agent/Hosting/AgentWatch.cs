namespace DNS4Me.Agent.Hosting;

/// <summary>
/// Ends an agent that has lost its home, which nobody can reach any more, and one that a command has started and nobody has needed for a while.
/// </summary>
internal sealed class AgentWatch : IDisposable
{
    /// <summary>How long an agent that a command has started goes on without a use.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);

    /// <summary>How long it may take until the home's loss is noticed.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Func<bool> _hasHome;
    private readonly Func<bool> _isIdle;
    private readonly Action _stop;
    private readonly ITimer _timer;
    private long? _idleSince;

    /// <summary>Begins to watch.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="hasHome">Whether the agent's home is still there.</param>
    /// <param name="isIdle">Whether nobody needs the agent; for one that is to stay in any case, always false.</param>
    /// <param name="stop">Wants the agent to end.</param>
    public AgentWatch(TimeProvider time, Func<bool> hasHome, Func<bool> isIdle, Action stop)
    {
        (_time, _hasHome, _isIdle, _stop) = (time, hasHome, isIdle, stop);
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (!_hasHome())
        {
            _stop();
            return;
        }

        if (!_isIdle())
        {
            _idleSince = null;
            return;
        }

        _idleSince ??= _time.GetTimestamp();
        if (_time.GetElapsedTime(_idleSince.Value) >= IdleTime)
        {
            _stop();
        }
    }
}
