using DNS4Me.Local;

namespace DNS4Me;

/// <summary>What all settings together, and a configuration that carries them, may hold. Each check gives every fault, not the first.</summary>
public static class ConfigurationRules
{
    /// <summary>The rounds of PBKDF2 that secrets are sealed with, and the fewest that are accepted. Source: OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256.</summary>
    public const int SealIterations = 600_000;

    /// <summary>The most rounds of PBKDF2 that are accepted: a foreign file must not keep the agent busy for minutes.</summary>
    public const int MostIterations = 10_000_000;

    /// <summary>The length of a seal's salt, in bytes.</summary>
    public const int SaltBytes = 16;

    /// <summary>The length of a seal's nonce, in bytes (NIST SP 800-38D, section 5.2.1.1).</summary>
    public const int NonceBytes = 12;

    /// <summary>The length of a seal's authentication tag, in bytes.</summary>
    public const int TagBytes = 16;

    /// <summary>The longest sealed secret, in bytes.</summary>
    public const int LongestSecret = 4096;

    /// <summary>The longest sealed passwords of all sites' certificates together, in bytes.</summary>
    public const int LongestPasswords = 64 * 1024;

    /// <summary>The longest passphrase, in characters.</summary>
    public const int LongestPassphrase = 1024;

    /// <summary>Checks all settings.</summary>
    public static IReadOnlyList<Fault> Check(AgentSettings settings) =>
    [
        .. SettingRules.Check(settings.Online),
        .. SettingRules.Check(settings.Offline),
        .. SettingRules.Check(settings.Option),
        .. SettingRules.Check(settings.Server),
        .. ProxyRules.Check(settings.Proxy),
        .. WebRules.Check(settings.Web),
    ];

    /// <summary>Checks a sealed secret as far as that can be done without its passphrase.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="member">The configuration's member that it is.</param>
    /// <param name="longest">The longest that it may be, in bytes.</param>
    public static IReadOnlyList<Fault> Check(SealedSecret secret, string member, int longest = LongestSecret)
    {
        var faults = new List<Fault>();
        if (secret.Iterations is < SealIterations or > MostIterations)
        {
            faults.Add(Faults.InvalidValue(member + ".iterations", $"The rounds of the key must be between {SealIterations} and {MostIterations}, not {secret.Iterations}."));
        }

        CheckLength("salt", secret.Salt, SaltBytes, SaltBytes);
        CheckLength("nonce", secret.Nonce, NonceBytes, NonceBytes);
        CheckLength("tag", secret.Tag, TagBytes, TagBytes);
        CheckLength("ciphertext", secret.Ciphertext, 1, longest);
        return faults;

        void CheckLength(string part, byte[] bytes, int least, int most)
        {
            if (bytes.Length < least || bytes.Length > most)
            {
                var length = least == most ? $"{least}" : $"{least} to {most}";
                faults.Add(Faults.InvalidValue($"{member}.{part}", $"The member '{member}.{part}' must be {length} bytes long, not {bytes.Length}."));
            }
        }
    }

    /// <summary>Checks a passphrase. It is not shown.</summary>
    public static IReadOnlyList<Fault> CheckPassphrase(string? passphrase)
    {
        if (passphrase is { Length: > 0 and <= LongestPassphrase } && passphrase.Trim().Length > 0 && IsUnicode(passphrase))
        {
            return [];
        }

        return [Faults.InvalidValue("passphrase", $"A passphrase of 1 to {LongestPassphrase} characters is needed, not of blanks alone.")];
    }

    /// <summary>Half a surrogate pair has no octets to make a key of.</summary>
    internal static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
