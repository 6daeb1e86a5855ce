using DNS4Me.Local;

namespace DNS4Me.Agent.Settings;

/// <summary>The secrets that a configuration carries under a passphrase.</summary>
internal sealed class ConfigurationSecrets
{
    /// <summary>The registration; null: none.</summary>
    public RegisterRequest? Registration { get; init; }

    /// <summary>The proxy's password; null: none.</summary>
    public string? ProxyPassword { get; init; }

    /// <summary>The passwords of the sites' certificates by domain.</summary>
    public IReadOnlyDictionary<string, string> CertificatePasswords { get; init; } = new Dictionary<string, string>();

    /// <summary>Opens those of a configuration. It takes a good part of a second for each.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PassphraseWrong"/>, or something else was sealed.</exception>
    public static ConfigurationSecrets Open(Configuration configuration, string passphrase) => new()
    {
        Registration = configuration.Registration is { } registration ? PassphraseSeal.Open(registration, passphrase) : null,
        ProxyPassword = configuration.ProxyPassword is { } password ? PassphraseSeal.OpenProxyPassword(password, passphrase) : null,
        CertificatePasswords = configuration.CertificatePasswords is { } passwords ? PassphraseSeal.OpenCertificatePasswords(passwords, passphrase) : new Dictionary<string, string>(),
    };

    /// <summary>Seals them in a configuration. It takes a good part of a second for each.</summary>
    /// <exception cref="DNS4MeException">The passphrase is none.</exception>
    public void SealIn(Configuration configuration, string passphrase)
    {
        configuration.Registration = Registration is null ? null : PassphraseSeal.Seal(Registration, passphrase);
        configuration.ProxyPassword = ProxyPassword is null ? null : PassphraseSeal.Seal(new ProxySecret { Password = ProxyPassword }, passphrase);
        configuration.CertificatePasswords = CertificatePasswords.Count == 0 ? null : PassphraseSeal.Seal(new CertificateSecrets { Passwords = CertificatePasswords }, passphrase);
    }
}
