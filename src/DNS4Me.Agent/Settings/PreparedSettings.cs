using DNS4Me.Local;

namespace DNS4Me.Agent.Settings;

/// <summary>New settings and the password of their proxy, on the disk and not in force yet: both come into force, or neither.</summary>
internal sealed class PreparedSettings : IDisposable
{
    private readonly SettingsStore _settings;
    private readonly ProxyPasswordStore _passwords;
    private readonly string? _oldPassword;
    private readonly PreparedChange? _change;
    private readonly PreparedChange? _password;

    /// <summary>Writes new settings to the disk.</summary>
    /// <param name="settings">The settings' store.</param>
    /// <param name="passwords">The password's store.</param>
    /// <param name="after">The new settings; what they say of a password counts.</param>
    /// <param name="password">The new password; null: the one there is, if the settings still have one.</param>
    /// <exception cref="DNS4MeException">They are not allowed, or could not be written.</exception>
    public PreparedSettings(SettingsStore settings, ProxyPasswordStore passwords, AgentSettings after, string? password)
    {
        (_settings, _passwords, Before, After) = (settings, passwords, settings.Current, after);
        DNS4MeException.ThrowIfAny(ConfigurationRules.Check(after));
        _oldPassword = Before.Proxy.HasPassword ? passwords.TryGet() : null;
        _change = after == Before ? null : settings.Prepare(after);
        try
        {
            _password = after.Proxy.HasPassword && password is not null && password != _oldPassword ? passwords.Prepare(password) : null;
        }
        catch
        {
            _change?.Dispose();
            throw;
        }
    }

    /// <summary>The settings in force before.</summary>
    public AgentSettings Before { get; }

    /// <summary>The new settings.</summary>
    public AgentSettings After { get; }

    /// <summary>Whether the service is reached in another way from now on.</summary>
    public bool IsOtherProxy => Before.Proxy != After.Proxy || _password is not null;

    /// <summary>Puts the new settings in force.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnwritable"/>; what was in force stands.</exception>
    public void Commit()
    {
        _change?.Commit();
        try
        {
            _password?.Commit();
            if (!After.Proxy.HasPassword && Before.Proxy.HasPassword)
            {
                _passwords.Forget();
            }
        }
        catch (DNS4MeException)
        {
            Restore();
            throw;
        }
    }

    /// <summary>Puts back what was in force before.</summary>
    public void Undo()
    {
        Restore();
        if (_oldPassword is not null)
        {
            using var back = _passwords.Prepare(_oldPassword);
            back.Commit();
        }
        else if (_password is not null)
        {
            _passwords.Forget();
        }
    }

    /// <summary>Leaves nothing behind of what was not put in force.</summary>
    public void Dispose()
    {
        _change?.Dispose();
        _password?.Dispose();
    }

    private void Restore()
    {
        if (_change is not null)
        {
            using var back = _settings.Prepare(Before);
            back.Commit();
        }
    }
}
