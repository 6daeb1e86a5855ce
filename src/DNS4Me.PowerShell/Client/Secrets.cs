using System.Net;
using System.Security;

namespace DNS4Me.PowerShell.Client;

/// <summary>Secrets that were typed.</summary>
internal static class Secrets
{
    /// <summary>The text of a proxy's password; null when none was typed.</summary>
    /// <exception cref="DNS4MeException">No proxy could be given it.</exception>
    public static string? ProxyPasswordOf(SecureString? typed)
    {
        var text = typed is null ? null : new NetworkCredential("", typed).Password;
        DNS4MeException.ThrowIfAny(ProxyRules.CheckPassword(text ?? ""));
        return text;
    }

    /// <summary>The text of a certificate's password; null when none was typed.</summary>
    /// <exception cref="DNS4MeException">It is too long for one.</exception>
    public static string? CertificatePasswordOf(SecureString? typed)
    {
        var text = typed is null ? null : new NetworkCredential("", typed).Password;
        DNS4MeException.ThrowIfAny(WebRules.CheckPassword(text ?? ""));
        return text;
    }

    /// <summary>The text of a passphrase.</summary>
    /// <exception cref="DNS4MeException">It is none.</exception>
    public static string PassphraseOf(SecureString? typed)
    {
        var text = new NetworkCredential("", typed).Password;
        DNS4MeException.ThrowIfAny(ConfigurationRules.CheckPassphrase(text));
        return text;
    }
}
