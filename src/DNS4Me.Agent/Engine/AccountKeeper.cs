using DNS4Me.Agent.Events;
using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Presence;
using DNS4Me.Agent.Settings;
using DNS4Me.Local;

namespace DNS4Me.Agent.Engine;

/// <summary>The registration and the settings: changed one at a time, stored, and only then acted on.</summary>
internal sealed class AccountKeeper : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private readonly SettingsStore _own;
    private readonly EffectiveSettings _settings;
    private readonly PolicyDesk _policies;
    private readonly RegistrationStore _registration;
    private readonly SettingPasswords _passwords;
    private readonly SettingsPreparer _preparer;
    private readonly WebDesk _web;
    private readonly ServiceLink _link;
    private readonly StatusBoard _board;
    private readonly EventLog _events;
    private readonly PresenceLoop _presence;
    private readonly TimeProvider _time;
    private readonly SettingEffects _effects;

    /// <summary>A keeper of what is stored.</summary>
    public AccountKeeper(
        SettingsStore own,
        EffectiveSettings settings,
        PolicyDesk policies,
        RegistrationStore registration,
        SettingPasswords passwords,
        WebDesk web,
        ServiceLink link,
        StatusBoard board,
        EventLog events,
        PresenceLoop presence,
        SettingEffects effects,
        TimeProvider time)
    {
        (_own, _settings, _policies, _registration, _passwords, _web) = (own, settings, policies, registration, passwords, web);
        (_link, _board, _events, _presence, _effects, _time) = (link, board, events, presence, effects, time);
        _preparer = new(own, settings, passwords);
    }

    /// <summary>Asks the service whether a registration is right, and stores it.</summary>
    public async Task<RegistrationInfo> RegisterAsync(RegisterRequest request, CancellationToken cancellation)
    {
        DNS4MeException.ThrowIfAny(SettingRules.CheckRegistration(request.Name, request.Email, request.RegistrationId));
        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var account = await _link.RegisterAsync(request, cancellation).ConfigureAwait(false);
            if (_presence.State.IsActive && !IsStored(request.RegistrationId))
            {
                // The domains of the other account are left as Disconnect would leave them.
                await _presence.LeaveAsync(keepsWish: false, cancellation).ConfigureAwait(false);
            }

            _registration.Save(request);
            var info = new RegistrationInfo
            {
                Name = request.Name,
                Email = account.Email,
                RegistrationIdHint = RegistrationRules.Hint(request.RegistrationId),
                Kind = account.Kind,
                Expires = account.Expires,
                Domains = [.. account.Domains.Select(domain => domain.Name)],
                Version = AgentVersion.Text,
            };
            Registered(info, $"Registered to {info.Name}, {info.Email}.");
            return info;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The registration that is stored.</summary>
    public RegistrationInfo GetRegistration()
    {
        var stored = _registration.Get();
        var heard = _board.Registration ?? new() { Name = stored.Name, Email = stored.Email, RegistrationIdHint = RegistrationRules.Hint("") };

        // What was heard at the registration is gone with a broken state file; the service names the domains again when it is heard of.
        return heard with { Domains = heard.Domains.Count > 0 ? heard.Domains : _presence.State.Domains, Version = AgentVersion.Text };
    }

    /// <summary>Changes settings: all of the change or nothing.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellation">Withdraws it.</param>
    /// <param name="servesWeb">Whether the web server must then run.</param>
    public async Task<SettingResult> ChangeAsync(SettingChange change, CancellationToken cancellation, bool servesWeb = false)
    {
        AgentSettings after;
        Task<Fault?> acting;
        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            FollowInTurn();
            using var prepared = _preparer.Prepare(change);
            await _web.CommitAsync(prepared, servesWeb, cancellation).ConfigureAwait(false);
            after = prepared.After;
            Tell(prepared, $"The {change.Section.ToString().ToLowerInvariant()} settings were changed.");
            acting = _effects.Act(prepared.Before, prepared.After, prepared.IsOtherProxy);
        }
        finally
        {
            _changing.Release();
        }

        return new() { Settings = after, Governed = _settings.Governed, Unpublished = await _effects.WaitAsync(acting, after.Server, cancellation).ConfigureAwait(false) };
    }

    /// <summary>Looks whether policies have changed the settings in force, and does what a change by a command does.</summary>
    public async Task FollowPoliciesAsync()
    {
        await _changing.WaitAsync().ConfigureAwait(false);
        try
        {
            FollowInTurn();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The agent's own settings, which policies are no part of, and the secrets sealed under a passphrase if one is given.</summary>
    public async Task<Configuration> ExportAsync(ExportRequest request, CancellationToken cancellation)
    {
        var configuration = new Configuration { Settings = _own.Current };
        if (request.Passphrase is { } passphrase)
        {
            DNS4MeException.ThrowIfAny(ConfigurationRules.CheckPassphrase(passphrase));
            var stored = _registration.Get();
            var secrets = new ConfigurationSecrets
            {
                Registration = new() { Name = stored.Name, Email = stored.Email, RegistrationId = _registration.GetId() },
                ProxyPassword = configuration.Settings.Proxy.HasPassword ? _passwords.Proxy.Get() : null,
                CertificatePasswords = _passwords.OfCertificates(configuration.Settings.Web),
            };
            await Task.Run(() => secrets.SealIn(configuration, passphrase), cancellation).WaitAsync(cancellation).ConfigureAwait(false);
        }

        return configuration;
    }

    /// <summary>Puts a configuration in place of what is stored: all of it or nothing.</summary>
    public async Task<SettingResult> ImportAsync(ImportRequest request, CancellationToken cancellation)
    {
        var configuration = ConfigurationText.Read(request.Configuration);
        var secrets = request.Passphrase is { } passphrase
            ? await Task.Run(() => ConfigurationSecrets.Open(configuration, passphrase), cancellation).WaitAsync(cancellation).ConfigureAwait(false)
            : new();
        var registration = secrets.Registration;
        AgentSettings after;
        Task<Fault?> acting;
        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            FollowInTurn();
            using var settings = _preparer.Prepare(configuration.Settings, secrets);
            after = settings.After;
            using (var other = registration is null || IsStored(registration) ? null : _registration.Prepare(registration))
            {
                var leaves = other is not null && _presence.State.IsActive && !IsStored(registration!.RegistrationId);
                await _web.CommitAsync(settings, mustRun: false, cancellation, () => leaves ? LeaveOtherAccountAsync(cancellation) : Task.CompletedTask).ConfigureAwait(false);
                Take(other, registration, settings);
            }

            Tell(settings, "The settings were replaced by a configuration.");
            acting = _effects.Act(settings.Before, settings.After, settings.IsOtherProxy);
        }
        finally
        {
            _changing.Release();
        }

        return new() { Settings = after, Governed = _settings.Governed, Unpublished = await _effects.WaitAsync(acting, after.Server, cancellation).ConfigureAwait(false) };
    }

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();

    private bool IsStored(string registrationId)
    {
        try
        {
            return _registration.GetId() == registrationId;
        }
        catch (DNS4MeException)
        {
            return false;
        }
    }

    private bool IsStored(RegisterRequest request)
    {
        try
        {
            return IsStored(request.RegistrationId) && _registration.Get() is var stored && stored.Name == request.Name && stored.Email == request.Email;
        }
        catch (DNS4MeException)
        {
            return false;
        }
    }

    /// <summary>As Disconnect would leave them; a service that says nothing takes them offline by its own timeout.</summary>
    private async Task LeaveOtherAccountAsync(CancellationToken cancellation)
    {
        try
        {
            await _presence.LeaveAsync(keepsWish: false, cancellation).WaitAsync(SettingEffects.Patience, _time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _events.Add(EventKind.Error, "The service did not answer in time when the domains of the registration before this one were taken offline.", FaultCode.ServiceTimedOut);
        }
    }

    /// <summary>Puts an imported registration in force; what the service knows of it is heard when it is first asked.</summary>
    private void Take(PreparedChange? change, RegisterRequest? registration, PreparedSettings settings)
    {
        if (change is null || registration is null)
        {
            return;
        }

        try
        {
            change.Commit();
        }
        catch (DNS4MeException)
        {
            settings.Undo();
            _web.Settle();
            throw;
        }

        var info = new RegistrationInfo
        {
            Name = registration.Name,
            Email = registration.Email,
            RegistrationIdHint = RegistrationRules.Hint(registration.RegistrationId),
            Version = AgentVersion.Text,
        };
        Registered(info, $"The registration of {info.Name}, {info.Email}, was imported.");
    }

    private void Registered(RegistrationInfo info, string message)
    {
        _events.Add(EventKind.Registration, message);
        _board.Registration = info;
        _board.Save(_presence);
        _presence.Post(new PresenceInput.RegistrationChanged());
    }

    private void Tell(PreparedSettings settings, string message)
    {
        if (settings.IsWorthTelling)
        {
            _events.Add(EventKind.Setting, message);
        }

        if (settings.IsWorthTelling || settings.Before != settings.After)
        {
            _board.Save(_presence);
        }
    }

    private void FollowInTurn()
    {
        if (_policies.Look() is not { } change)
        {
            return;
        }

        _board.Save(_presence);
        _web.Settle();
        if (change.Before is { } before)
        {
            _ = _effects.Act(before, change.After, before.Proxy != change.After.Proxy, unasked: true);
            return;
        }

        // There were no settings to act on before; whoever waits for them is not to wait longer, and what the service has nobody knows.
        _presence.Post(new PresenceInput.NetworkUp());
        _effects.GiveUnasked();
    }
}
