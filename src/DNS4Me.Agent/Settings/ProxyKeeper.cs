using DNS4Me.Agent.Proxy;
using DNS4Me.Local;

namespace DNS4Me.Agent.Settings;

/// <summary>Settings together with the secret that belongs to them, the proxy's password. Changes are the caller's to make one at a time.</summary>
internal sealed class ProxyKeeper(SettingsStore settings, ProxyPasswordStore passwords)
{
    /// <summary>The proxy in force.</summary>
    /// <exception cref="DNS4MeException">The settings or the password cannot be read.</exception>
    public ProxyAccess Access => AccessTo(settings.Current.Proxy, null);

    /// <summary>A proxy and its password.</summary>
    /// <param name="proxy">The proxy.</param>
    /// <param name="password">The password; null: the stored one, where there is one and it is of use.</param>
    /// <exception cref="DNS4MeException">The password cannot be read.</exception>
    public ProxyAccess AccessTo(ProxySetting proxy, string? password)
        => new(proxy, password ?? (proxy is { Type: ProxyType.Socks5, HasPassword: true } ? passwords.Get() : ""));

    /// <summary>The password, to be carried elsewhere; null for none.</summary>
    /// <exception cref="DNS4MeException">It cannot be read.</exception>
    public string? Password => settings.Current.Proxy.HasPassword ? passwords.Get() : null;

    /// <summary>Prepares a change of one section.</summary>
    /// <exception cref="DNS4MeException">The change is not allowed, or could not be written.</exception>
    public PreparedSettings Prepare(SettingChange change)
    {
        if (change.Password is not null && change.Section != SettingSection.Proxy)
        {
            throw new DNS4MeException(Faults.InvalidValue("password", $"The section '{change.Section}' has no password."));
        }

        DNS4MeException.ThrowIfAny(ProxyRules.CheckPassword(change.Password ?? ""));
        var before = settings.Current;
        var after = SettingsStore.Patched(before, change);
        if (change.Password is { } given)
        {
            after = after with { Proxy = after.Proxy with { HasPassword = given.Length > 0 } };
        }
        else if (after.Proxy.HasPassword && !before.Proxy.HasPassword)
        {
            throw new DNS4MeException(Faults.InvalidValue("hasPassword", "There is no password, and none was given."));
        }

        return new(settings, passwords, after, change.Password);
    }

    /// <summary>Prepares settings from elsewhere.</summary>
    /// <param name="after">The settings.</param>
    /// <param name="password">The password that came along; null: none did, so that the one that is here stays if it is the same user's at the same proxy.</param>
    /// <exception cref="DNS4MeException">They are not allowed, or could not be written.</exception>
    public PreparedSettings Prepare(AgentSettings after, string? password)
    {
        var here = settings.Current.Proxy;
        var has = password is not null || (after.Proxy.HasPassword && here.HasPassword && after.Proxy.IsSameUser(here));
        return new(settings, passwords, after with { Proxy = after.Proxy with { HasPassword = has } }, password);
    }
}
