using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Proxy;

namespace DNS4Me.Agent.Settings;

/// <summary>The proxy of the settings together with its password.</summary>
internal sealed class ProxyKeeper(EffectiveSettings settings, PasswordStore passwords)
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
}
