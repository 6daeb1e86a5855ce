using DNS4Me.Agent.Events;
using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Presence;
using DNS4Me.Agent.Settings;
using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.Agent.Engine;

/// <summary>What changed settings entail at the service, whoever changed them: a command, a configuration or a policy.</summary>
internal sealed class SettingEffects : IDisposable
{
    /// <summary>How long a command waits for the service once its change is stored. What then goes on does so without it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly RegistrationStore _registration;
    private readonly ServiceLink _link;
    private readonly PresenceLoop _presence;
    private readonly TimeProvider _time;
    private readonly SettingsPublisher _publisher;

    /// <summary>Effects of changes to come; what an agent before this one owes the service is remembered.</summary>
    public SettingEffects(
        EffectiveSettings settings,
        RegistrationStore registration,
        ServiceLink link,
        StatusBoard board,
        EventLog events,
        PresenceLoop presence,
        TimeProvider time,
        Func<TimeSpan> reconnectAfter)
    {
        (_registration, _link, _presence, _time) = (registration, link, presence, time);
        _publisher = new(
            board.OwesSettings,
            link.PutSettingsAsync,
            GiveWhatIsOwed,
            () => settings.TryGet(out _) is { Option.Reconnect: true } ? reconnectAfter() : null,
            owes =>
            {
                board.OwesSettings = owes;
                board.Save(presence);
            },
            events,
            time);
    }

    /// <summary>Whether the service has yet to be given settings.</summary>
    public bool Owes => _publisher.Owes;

    /// <summary>Begins to do what a change of the settings in force asks for.</summary>
    /// <param name="before">The settings before.</param>
    /// <param name="after">The settings now.</param>
    /// <param name="isOtherProxy">Whether the service is reached in another way.</param>
    /// <param name="unasked">Whether nobody here asked for it: a machine that another one took over from then stays quiet.</param>
    /// <returns>Ends with why the service could not be given the settings.</returns>
    public Task<Fault?> Act(AgentSettings before, AgentSettings after, bool isOtherProxy, bool unasked = false)
    {
        var isElsewhere = !before.Server.HostName.Equals(after.Server.HostName, StringComparison.OrdinalIgnoreCase) || before.Server.Port != after.Server.Port;
        var active = _presence.State.IsActive;
        var leaving = before.Server.IsSameService(after.Server) && !isOtherProxy ? Task.CompletedTask : Move(isElsewhere);
        if (isElsewhere && active)
        {
            // Going online at the new service gives it the settings.
            return WithoutFault(leaving);
        }

        if ((before.Online != after.Online || before.Offline != after.Offline || _publisher.Owes) && _registration.Exists)
        {
            if (!unasked || !IsQuiet)
            {
                return PublishAsync();
            }

            _publisher.Due();
        }

        if (before.Option != after.Option && _presence.State.State == AgentState.Online)
        {
            _presence.Post(new PresenceInput.Update());
        }

        return WithoutFault(leaving);
    }

    /// <summary>Waits for what a change asked for, as long as a command does.</summary>
    /// <param name="acting">What goes on.</param>
    /// <param name="server">The service.</param>
    /// <param name="cancellation">Ends the wait alone.</param>
    public async Task<Fault?> WaitAsync(Task<Fault?> acting, ServerSetting server, CancellationToken cancellation)
    {
        try
        {
            return await acting.WaitAsync(Patience, _time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (!_publisher.Owes)
            {
                return null;
            }

            var fault = Faults.ServiceTimedOut(server.ToString(), Patience);
            _publisher.Late(fault);
            return fault;
        }
    }

    /// <summary>Gives the service the settings as they are, and then hears from it what it counts by.</summary>
    /// <returns>Why it could not be given them; null when it has them.</returns>
    public async Task<Fault?> PublishAsync()
    {
        var fault = await _publisher.GiveAsync().ConfigureAwait(false);
        if (fault is null && _presence.State.State == AgentState.Online)
        {
            try
            {
                // The lease that the service now counts by, and the address that it now gives, are in its answer to a sign of life.
                await _presence.UpdateAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (DNS4MeException)
            {
                // The service has the settings; that a sign of life was lost is presence's affair.
            }
        }

        return fault;
    }

    /// <summary>Gives the service the settings, whether it has them or not.</summary>
    /// <exception cref="DNS4MeException">It could not be given them.</exception>
    public async Task GiveAgainAsync(CancellationToken cancellation)
    {
        if (await _publisher.GiveAsync().WaitAsync(cancellation).ConfigureAwait(false) is { } fault)
        {
            // Presence learns by a sign of life of its own whether the service is there.
            _presence.Post(new PresenceInput.Update());
            throw new DNS4MeException(fault);
        }
    }

    /// <summary>Gives the service the settings if it has yet to be given them. A machine that another one took over from stays quiet.</summary>
    public void GiveWhatIsOwed()
    {
        if (!IsQuiet && _publisher.Owes && !_publisher.IsGiving && _registration.Exists)
        {
            _ = PublishAsync();
        }
    }

    /// <summary>Gives the service the settings, which it may or may not have, when that is fitting.</summary>
    public void GiveUnasked()
    {
        if (_registration.Exists)
        {
            _publisher.Due();
            GiveWhatIsOwed();
        }
    }

    /// <summary>A go-online has given the service settings.</summary>
    public void Carried(AccountSettings settings)
    {
        if (settings == _link.AccountSettings)
        {
            _publisher.Carried();
        }
        else
        {
            // They were changed meanwhile, and which of the two the service got last nobody knows.
            _ = PublishAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _publisher.Dispose();

    private bool IsQuiet => _presence.State.State is AgentState.Superseded or AgentState.Refused;

    /// <summary>The new service first: where it is the old one by another way, its visitors notice nothing.</summary>
    private Task Move(bool isElsewhere)
    {
        var state = _presence.State;
        var leaving = _link.LeaveAsync(isElsewhere && state.State is AgentState.Online or AgentState.Reconnecting ? state.Epoch : 0);
        _presence.Post(isElsewhere ? new PresenceInput.ServerChanged() : new PresenceInput.WayChanged());
        return leaving;
    }

    private static async Task<Fault?> WithoutFault(Task task)
    {
        await task.ConfigureAwait(false);
        return null;
    }
}
