using DNS4Me.Agent.Events;
using DNS4Me.Agent.Policies;
using DNS4Me.Local;
using DNS4Me.Policies;

namespace DNS4Me.Agent.Engine;

/// <summary>Watches the policies, and tells of what becomes of them. What they change then is done as what a command changes.</summary>
internal sealed class PolicyDesk : IDisposable
{
    /// <summary>How long it may take until a changed policy is noticed. A look is a few system calls, and works where a system's notice of changes does not come.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly EffectiveSettings _settings;
    private readonly EventLog _events;
    private readonly Func<Task> _follow;
    private readonly ITimer _timer;
    private PolicySet? _told;
    private Fault? _toldFault;
    private int _following;

    /// <summary>A desk that watches from now on.</summary>
    /// <param name="settings">The settings in force.</param>
    /// <param name="events">"Recent Status".</param>
    /// <param name="time">The clock.</param>
    /// <param name="follow">Has <see cref="Look"/> called, in turn with changes of the settings, and does what follows from it.</param>
    public PolicyDesk(EffectiveSettings settings, EventLog events, TimeProvider time, Func<Task> follow)
    {
        (_settings, _events, _follow) = (settings, events, follow);
        _timer = time.CreateTimer(_ => _ = FollowAsync(), null, Interval, Interval);
    }

    /// <summary>Tells of the policies that the agent starts with.</summary>
    public void Begin() => Tell();

    /// <summary>Looks whether the policies have changed, puts them in force, and tells of it.</summary>
    /// <returns>The settings in force before, null if there were none, and after; null when nothing has changed.</returns>
    public (AgentSettings? Before, AgentSettings After)? Look()
    {
        var before = _settings.TryGet(out _);
        _settings.Look();
        Tell();
        return _settings.TryGet(out _) is { } after && after != before ? (before, after) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private async Task FollowAsync()
    {
        // A change that takes long is not to be followed by all the looks that fell into it.
        if (Interlocked.Exchange(ref _following, 1) == 1)
        {
            return;
        }

        try
        {
            await _follow().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The agent ends.
        }
        catch (Exception e)
        {
            // Told, and looked at again: a watch that has died would be worse.
            var fault = Faults.InternalError(e.Message);
            _events.Add(EventKind.Error, fault.Message, fault.Code);
        }
        finally
        {
            Interlocked.Exchange(ref _following, 0);
        }
    }

    private void Tell()
    {
        if (_settings.Policies is { } policies && !ReferenceEquals(policies, _told))
        {
            foreach (var note in PolicyNotes.Of(_told, policies))
            {
                _events.Add(EventKind.Setting, note);
            }

            _told = policies;
        }

        var fault = _settings.PolicyFault;
        if (fault is not null && fault != _toldFault)
        {
            _events.Add(EventKind.Error, $"{fault.Message} {fault.Action}", fault.Code);
        }
        else if (fault is null && _toldFault is not null)
        {
            _events.Add(EventKind.Setting, "The policy can be obeyed again.");
        }

        _toldFault = fault;
    }
}
