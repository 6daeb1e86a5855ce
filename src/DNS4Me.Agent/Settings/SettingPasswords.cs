using System.Collections.Concurrent;
using DNS4Me.Local;

namespace DNS4Me.Agent.Settings;

/// <summary>The passwords that belong to the settings, each in a file of its own.</summary>
/// <param name="home">Where the files are.</param>
/// <param name="protector">Encrypts them.</param>
internal sealed class SettingPasswords(AgentHome home, ISecretProtector protector)
{
    private readonly ConcurrentDictionary<string, PasswordStore> _certificates = new();

    /// <summary>The proxy's.</summary>
    public PasswordStore Proxy { get; } = new(home.ProxyPasswordFile, protector, Faults.ProxyPasswordUnreadable(home.ProxyPasswordFile));

    /// <summary>That of a site's certificate.</summary>
    public PasswordStore OfCertificate(string domain)
        => _certificates.GetOrAdd(domain, name => new(home.CertificatePasswordFile(name), protector, Faults.CertificatePasswordUnreadable(name)));

    /// <summary>All passwords of certificates that settings have, by domain.</summary>
    /// <exception cref="DNS4MeException">One cannot be read.</exception>
    public IReadOnlyDictionary<string, string> OfCertificates(WebServerSetting setting)
        => setting.Sites.Keys.Where(domain => HasOne(setting, domain)).ToDictionary(domain => domain, domain => OfCertificate(domain).Get());

    /// <summary>Whether settings have a password for a site's certificate.</summary>
    public static bool HasOne(WebServerSetting setting, string domain) => setting.Sites.TryGetValue(domain, out var site) && site.HasCertificatePassword;
}
