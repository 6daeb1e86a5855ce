using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;

namespace DNS4Me.Agent.Settings;

/// <summary>Secrets under a passphrase, for the way to another machine. See <see cref="SealedSecret"/>.</summary>
internal static class PassphraseSeal
{
    private const int KeyBytes = 32;

    /// <summary>Seals a registration. It takes a good part of a second, on purpose.</summary>
    /// <exception cref="DNS4MeException">The passphrase is none.</exception>
    public static SealedSecret Seal(RegisterRequest registration, string passphrase) => Seal(registration, AgentJson.Default.RegisterRequest, passphrase);

    /// <summary>Seals a proxy's password. It takes a good part of a second, on purpose.</summary>
    /// <exception cref="DNS4MeException">The passphrase is none.</exception>
    public static SealedSecret Seal(ProxySecret password, string passphrase) => Seal(password, AgentJson.Default.ProxySecret, passphrase);

    /// <summary>Seals the passwords of the sites' certificates. It takes a good part of a second, on purpose.</summary>
    /// <exception cref="DNS4MeException">The passphrase is none.</exception>
    public static SealedSecret Seal(CertificateSecrets passwords, string passphrase) => Seal(passwords, AgentJson.Default.CertificateSecrets, passphrase);

    private static SealedSecret Seal<T>(T value, JsonTypeInfo<T> type, string passphrase)
    {
        DNS4MeException.ThrowIfAny(ConfigurationRules.CheckPassphrase(passphrase));
        var salt = RandomNumberGenerator.GetBytes(ConfigurationRules.SaltBytes);
        var nonce = RandomNumberGenerator.GetBytes(ConfigurationRules.NonceBytes);
        var secret = JsonSerializer.SerializeToUtf8Bytes(value, type);
        var ciphertext = new byte[secret.Length];
        var tag = new byte[ConfigurationRules.TagBytes];
        using (var cipher = Cipher(passphrase, salt, ConfigurationRules.SealIterations))
        {
            cipher.Encrypt(nonce, secret, ciphertext, tag);
        }

        CryptographicOperations.ZeroMemory(secret);
        return new() { Iterations = ConfigurationRules.SealIterations, Salt = salt, Nonce = nonce, Ciphertext = ciphertext, Tag = tag };
    }

    /// <summary>Opens a sealed registration. It takes as long as its maker wanted, within the rules.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PassphraseWrong"/>, or what was sealed is no registration.</exception>
    public static RegisterRequest Open(SealedSecret sealedSecret, string passphrase)
    {
        var registration = Open(sealedSecret, passphrase, AgentJson.Default.RegisterRequest, "registration");
        DNS4MeException.ThrowIfAny(SettingRules.CheckRegistration(registration.Name, registration.Email, registration.RegistrationId));
        return registration;
    }

    /// <summary>Opens a sealed password of a proxy. It takes as long as its maker wanted, within the rules.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PassphraseWrong"/>, or what was sealed is no password.</exception>
    public static string OpenProxyPassword(SealedSecret sealedSecret, string passphrase)
    {
        var secret = Open(sealedSecret, passphrase, AgentJson.Default.ProxySecret, "proxyPassword");
        DNS4MeException.ThrowIfAny(ProxyRules.CheckPassword(secret.Password));
        return secret.Password;
    }

    /// <summary>Opens the sealed passwords of the sites' certificates, by domain. It takes as long as their maker wanted, within the rules.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PassphraseWrong"/>, or what was sealed are no passwords.</exception>
    public static IReadOnlyDictionary<string, string> OpenCertificatePasswords(SealedSecret sealedSecret, string passphrase)
    {
        var secrets = Open(sealedSecret, passphrase, AgentJson.Default.CertificateSecrets, "certificatePasswords", ConfigurationRules.LongestPasswords);
        DNS4MeException.ThrowIfAny([.. secrets.Passwords.Values.SelectMany(password => WebRules.CheckPassword(password ?? ""))]);
        return secrets.Passwords;
    }

    private static T Open<T>(SealedSecret sealedSecret, string passphrase, JsonTypeInfo<T> type, string member, int longest = ConfigurationRules.LongestSecret)
        where T : class
    {
        DNS4MeException.ThrowIfAny([.. ConfigurationRules.CheckPassphrase(passphrase), .. ConfigurationRules.Check(sealedSecret, member, longest)]);
        var secret = new byte[sealedSecret.Ciphertext.Length];
        try
        {
            using var cipher = Cipher(passphrase, sealedSecret.Salt, sealedSecret.Iterations);
            cipher.Decrypt(sealedSecret.Nonce, sealedSecret.Ciphertext, sealedSecret.Tag, secret);
            return JsonSerializer.Deserialize(secret, type) ?? throw new JsonException();
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new DNS4MeException(Faults.PassphraseWrong());
        }
        catch (JsonException)
        {
            // Its own words would hold a part of the secret.
            throw new DNS4MeException(Faults.InvalidValue(member, $"What is sealed in the configuration as '{member}' is something else."));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static AesGcm Cipher(string passphrase, byte[] salt, int iterations)
    {
        // One passphrase typed on two systems may be made of different code points (RFC 8265, section 4.2.1).
        var octets = Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormC));
        var key = Rfc2898DeriveBytes.Pbkdf2(octets, salt, iterations, HashAlgorithmName.SHA256, KeyBytes);
        try
        {
            return new(key, ConfigurationRules.TagBytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
