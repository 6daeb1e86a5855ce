using DNS4Me.Local;
using DNS4Me.Policies;

namespace DNS4Me.Agent.Settings;

/// <summary>New settings and the passwords that belong to them, on the disk and not in force yet: all of it comes into force, or nothing.</summary>
internal sealed class PreparedSettings : IDisposable
{
    private readonly SettingsStore _settings;
    private readonly AgentSettings _ownBefore;
    private readonly PreparedChange? _change;
    private readonly PreparedPassword? _proxyPassword;
    private readonly Dictionary<string, PreparedPassword> _certificatePasswords = [];

    /// <summary>Writes new settings to the disk.</summary>
    /// <param name="settings">The settings' store.</param>
    /// <param name="passwords">The passwords' stores.</param>
    /// <param name="policies">The policies, which go before the settings.</param>
    /// <param name="after">The agent's new own settings; what they say of passwords counts.</param>
    /// <param name="proxyPassword">The proxy's new password; null: the one there is, if the settings still have one.</param>
    /// <param name="certificatePasswords">The new passwords of certificates by domain; of others the ones there are, if the settings still have them.</param>
    /// <exception cref="DNS4MeException">They are not allowed, or could not be written.</exception>
    public PreparedSettings(
        SettingsStore settings, SettingPasswords passwords, PolicySet policies, AgentSettings after, string? proxyPassword, IReadOnlyDictionary<string, string> certificatePasswords)
    {
        (_settings, _ownBefore) = (settings, settings.Current);
        (Before, After) = (policies.Apply(_ownBefore), policies.Apply(after));
        DNS4MeException.ThrowIfAny(ConfigurationRules.Check(after));
        DNS4MeException.ThrowIfAny(ConfigurationRules.Check(After));
        try
        {
            _change = after == _ownBefore ? null : settings.Prepare(after);
            _proxyPassword = PreparedPassword.Of(passwords.Proxy, _ownBefore.Proxy.HasPassword, after.Proxy.HasPassword, proxyPassword);
            foreach (var domain in Before.Web.Sites.Keys.Union(after.Web.Sites.Keys))
            {
                var change = PreparedPassword.Of(
                    passwords.OfCertificate(domain), SettingPasswords.HasOne(Before.Web, domain), SettingPasswords.HasOne(after.Web, domain), certificatePasswords.GetValueOrDefault(domain));
                if (change is not null)
                {
                    _certificatePasswords.Add(domain, change);
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The settings in force before, with the policies' values.</summary>
    public AgentSettings Before { get; }

    /// <summary>The settings in force then, with the policies' values.</summary>
    public AgentSettings After { get; }

    /// <summary>Whether the service is reached in another way from now on.</summary>
    public bool IsOtherProxy => Before.Proxy != After.Proxy || _proxyPassword is { After: not null };

    /// <summary>Whether anything changes that is worth a word. Whether the web server is to run it tells by itself.</summary>
    public bool IsWorthTelling => IsOtherProxy || _certificatePasswords.Count > 0 || (Before with { Web = Before.Web with { Running = After.Web.Running } }) != After;

    /// <summary>The passwords of certificates that change, by domain; null: none from now on.</summary>
    public IReadOnlyDictionary<string, string?> CertificatePasswords => _certificatePasswords.ToDictionary(change => change.Key, change => change.Value.After);

    /// <summary>Puts the new settings in force.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnwritable"/>; what was in force stands.</exception>
    public void Commit()
    {
        _change?.Commit();
        var done = new Stack<PreparedPassword>();
        try
        {
            foreach (var password in Passwords)
            {
                password.Commit();
                done.Push(password);
            }
        }
        catch (DNS4MeException)
        {
            Restore(done);
            throw;
        }
    }

    /// <summary>Puts back what was in force before.</summary>
    public void Undo() => Restore(Passwords);

    /// <summary>Leaves nothing behind of what was not put in force.</summary>
    public void Dispose()
    {
        _change?.Dispose();
        foreach (var password in Passwords)
        {
            password.Dispose();
        }
    }

    private IEnumerable<PreparedPassword> Passwords => _proxyPassword is null ? _certificatePasswords.Values : _certificatePasswords.Values.Prepend(_proxyPassword);

    private void Restore(IEnumerable<PreparedPassword> passwords)
    {
        if (_change is not null)
        {
            using var back = _settings.Prepare(_ownBefore);
            back.Commit();
        }

        foreach (var password in passwords)
        {
            password.Undo();
        }
    }
}
