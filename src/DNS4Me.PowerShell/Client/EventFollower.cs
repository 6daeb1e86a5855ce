using DNS4Me.Local;

namespace DNS4Me.PowerShell.Client;

/// <summary>
/// Follows the events of a home from one agent to the next. It starts no agent. What it has not given yet it gives later, as far back as an agent
/// remembers; what came before it began it never gives.
/// </summary>
/// <param name="home">The agents' home.</param>
internal sealed class EventFollower(AgentHome home) : IDisposable
{
    private const int MostAtOnce = 1_000;

    /// <summary>How long to wait between two looks for an agent.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private AgentConnection? _agent;
    private AgentInfo? _known;
    private long _last;
    private DateTimeOffset _lastTime;

    /// <summary>Whether the agent that was last spoken to is still connected.</summary>
    public bool IsConnected => _agent is not null;

    /// <summary>Begins after the newest event.</summary>
    /// <param name="cancellation">Withdraws it.</param>
    /// <param name="newest">How many of the newest to give.</param>
    /// <returns>The newest events.</returns>
    /// <exception cref="DNS4MeException">What listens cannot be asked.</exception>
    public async Task<IReadOnlyList<StatusEvent>> BeginAsync(CancellationToken cancellation, int newest = 1)
    {
        _agent = await AgentConnection.TryOpenAsync(home, cancellation).ConfigureAwait(false);
        _known = _agent?.Agent;
        return Seen(_agent is null
            ? AgentFiles.ReadState(home)?.Status.RecentStatus ?? []
            : await _agent.GetEventsAsync(new() { Max = newest }, cancellation).ConfigureAwait(false));
    }

    /// <summary>The next events; none when none came within the wait, or no agent runs.</summary>
    /// <param name="wait">How long to wait for the first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DNS4MeException">What listens cannot be asked.</exception>
    public async Task<IReadOnlyList<StatusEvent>> NextAsync(TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            _agent ??= await AgentConnection.TryOpenAsync(home, cancellation).ConfigureAwait(false);
            if (_agent is null)
            {
                await Task.Delay(wait < LookInterval ? wait : LookInterval, cancellation).ConfigureAwait(false);
                return [];
            }

            if (!IsKnown(_agent.Agent) && await CatchUpAsync(_agent, cancellation).ConfigureAwait(false) is { Count: > 0 } missed)
            {
                return missed;
            }

            return Seen(await _agent.GetEventsAsync(new() { After = _last, Max = MostAtOnce, Wait = wait }, cancellation).ConfigureAwait(false));
        }
        catch (DNS4MeException e) when (e.Fault.Code is FaultCode.AgentGone or FaultCode.Cancelled or FaultCode.TimedOut)
        {
            Dispose();
            return [];
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _agent?.Dispose();
        _agent = null;
    }

    private bool IsKnown(AgentInfo agent) => _known is not null && _known.ProcessId == agent.ProcessId && _known.Started == agent.Started;

    /// <summary>An agent that ended without a word took its newest events along, and the next one gives their numbers again: times tell them apart.</summary>
    private async Task<IReadOnlyList<StatusEvent>> CatchUpAsync(AgentConnection agent, CancellationToken cancellation)
    {
        var kept = await agent.GetEventsAsync(new() { After = 0, Max = MostAtOnce }, cancellation).ConfigureAwait(false);
        var missed = kept.Where(item => item.Sequence > _last || item.Time > _lastTime).ToList();

        // One that has kept nothing counts from the beginning.
        _last = 0;
        Seen(kept);
        _known = agent.Agent;
        return missed;
    }

    private IReadOnlyList<StatusEvent> Seen(IReadOnlyList<StatusEvent> events)
    {
        if (events.Count > 0)
        {
            (_last, _lastTime) = (events[events.Count - 1].Sequence, events[events.Count - 1].Time);
        }

        return events;
    }
}
