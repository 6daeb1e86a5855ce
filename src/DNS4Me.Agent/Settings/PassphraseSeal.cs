using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DNS4Me.Local;

namespace DNS4Me.Agent.Settings;

/// <summary>A registration under a passphrase, for the way to another machine. See <see cref="SealedSecret"/>.</summary>
internal static class PassphraseSeal
{
    private const int KeyBytes = 32;

    /// <summary>Seals a registration. It takes a good part of a second, on purpose.</summary>
    /// <exception cref="DNS4MeException">The passphrase is none.</exception>
    public static SealedSecret Seal(RegisterRequest registration, string passphrase)
    {
        DNS4MeException.ThrowIfAny(ConfigurationRules.CheckPassphrase(passphrase));
        var salt = RandomNumberGenerator.GetBytes(ConfigurationRules.SaltBytes);
        var nonce = RandomNumberGenerator.GetBytes(ConfigurationRules.NonceBytes);
        var secret = JsonSerializer.SerializeToUtf8Bytes(registration, AgentJson.Default.RegisterRequest);
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
        DNS4MeException.ThrowIfAny([.. ConfigurationRules.CheckPassphrase(passphrase), .. ConfigurationRules.Check(sealedSecret)]);
        var secret = new byte[sealedSecret.Ciphertext.Length];
        try
        {
            using var cipher = Cipher(passphrase, sealedSecret.Salt, sealedSecret.Iterations);
            cipher.Decrypt(sealedSecret.Nonce, sealedSecret.Ciphertext, sealedSecret.Tag, secret);
            var registration = JsonSerializer.Deserialize(secret, AgentJson.Default.RegisterRequest) ?? throw new JsonException();
            DNS4MeException.ThrowIfAny(SettingRules.CheckRegistration(registration.Name, registration.Email, registration.RegistrationId));
            return registration;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new DNS4MeException(Faults.PassphraseWrong());
        }
        catch (JsonException)
        {
            // Its own words would hold a part of the secret.
            throw new DNS4MeException(Faults.InvalidValue("registration", "What is sealed in the configuration is not a registration."));
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
