using DNS4Me.Agent.Events;
using DNS4Me.Agent.Network;
using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Presence;
using DNS4Me.Agent.Settings;
using DNS4Me.Local;

namespace DNS4Me.Agent.Engine;

/// <summary>How things stand: for those who ask, and in the file for those who come when no agent runs.</summary>
internal sealed class StatusBoard
{
    /// <summary>How many events a status shows.</summary>
    public const int ShownEvents = 10;

    private const int StoredEvents = 100;

    private readonly Lock _saving = new();
    private readonly StateStore _store;
    private readonly EffectiveSettings _settings;
    private readonly EventLog _events;
    private readonly TimeProvider _time;
    private readonly AgentScope _scope;
    private volatile InternetState _internet = InternetState.Unknown;
    private bool _saveFailed;

    public StatusBoard(StateStore store, EffectiveSettings settings, EventLog events, TimeProvider time, AgentScope scope, AgentStateFile? left)
    {
        (_store, _settings, _events, _time, _scope) = (store, settings, events, time, scope);
        Registration = left?.Registration;

        // What policies have the service do may have changed while no agent ran.
        OwesSettings = left is not null && (left.OwesSettings || (Registration is not null && settings.Policies is { } policies && policies.AccountFingerprint != left.AccountPolicies));
    }

    /// <summary>The registration as last heard from the service.</summary>
    public RegistrationInfo? Registration { get; set; }

    /// <summary>Whether the agent stopped in good order.</summary>
    public bool StoppedCleanly { get; set; }

    /// <summary>Whether the service has yet to be given the online and offline settings.</summary>
    public bool OwesSettings { get; set; }

    /// <summary>Whether a step changed anything that outlives the agent or that people are told.</summary>
    public static bool IsWorthStoring(PresenceState before, PresenceState after)
        => before.State != after.State || before.WantsOnline != after.WantsOnline || before.Epoch != after.Epoch || before.Fault != after.Fault
            || before.OwesOffline != after.OwesOffline || before.LeaseEnds != after.LeaseEnds || !Equals(before.Address, after.Address) || !Equals(before.AddressIPv6, after.AddressIPv6)
            || !before.Domains.SequenceEqual(after.Domains);

    /// <summary>Notes whether there is an Internet connection.</summary>
    public void Look(bool connected, PresenceLoop presence)
    {
        var before = _internet;
        _internet = before.Seen(connected, _time.GetUtcNow());
        if (before.Connected is not null && before.Connected != connected)
        {
            _events.Add(EventKind.Internet, connected ? "This machine has an Internet connection again." : "This machine has lost its Internet connection.");
            Save(presence);
        }
    }

    /// <summary>How things stand now.</summary>
    public AgentStatus Status(PresenceLoop presence, int events)
    {
        var (state, internet, now) = (presence.State, _internet, presence.Now);
        var utc = _time.GetUtcNow();
        var settings = _settings.TryGet(out var fault);
        return new()
        {
            State = state.State,
            Since = state.Since,
            Address = state.Address,
            AddressIPv6 = state.AddressIPv6,
            InternetConnected = internet.Connected,
            InternetSince = internet.Since,
            InternetLostAt = internet.LostAt,
            Domains = state.Domains.Count > 0 ? state.Domains : Registration?.Domains ?? [],
            LeaseEnds = utc + (state.LeaseEnds - now),
            NextContact = utc + (state.Due - now),
            Epoch = state.Epoch,
            Server = settings?.Server.ToString(),
            Fault = state.Fault ?? fault ?? _settings.PolicyFault,
            AgentRunning = true,
            Scope = _scope,
            RecentStatus = _events.Newest(events),
        };
    }

    /// <summary>Writes how things stand to the file. A failure is told once, and the agent goes on.</summary>
    public void Save(PresenceLoop presence)
    {
        lock (_saving)
        {
            try
            {
                _store.Write(new()
                {
                    WantsOnline = presence.State.WantsOnline,
                    StoppedCleanly = StoppedCleanly,
                    OwesSettings = OwesSettings,
                    AccountPolicies = _settings.Policies?.AccountFingerprint,
                    OwesOffline = presence.State.OwesOffline,
                    Status = Status(presence, StoredEvents) with { AgentRunning = false },
                    Registration = Registration,
                });
                _saveFailed = false;
            }
            catch (DNS4MeException e) when (!_saveFailed)
            {
                _saveFailed = true;
                _events.Add(EventKind.Error, e.Message, e.Fault.Code);
            }
            catch (DNS4MeException)
            {
                // Told already.
            }
        }
    }
}
