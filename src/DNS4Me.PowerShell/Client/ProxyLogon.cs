using System.Security;

namespace DNS4Me.PowerShell.Client;

/// <summary>Who is to log on to a proxy, as it was typed.</summary>
internal readonly struct ProxyLogon
{
    private ProxyLogon(string? userId, string? password) => (UserId, Password) = (userId, password);

    /// <summary>The user ID; empty for none, null when nothing was given.</summary>
    public string? UserId { get; }

    /// <summary>The password: a secret. Empty for none, null when nothing was given.</summary>
    public string? Password { get; }

    /// <summary>What was typed in either of two ways.</summary>
    /// <exception cref="DNS4MeException">No proxy could be given the password.</exception>
    public static ProxyLogon Of(string? userId, SecureString? password, PSCredential? credential) => credential is null
        ? new(userId, Secrets.ProxyPasswordOf(password))
        : new(credential.UserName, Secrets.ProxyPasswordOf(credential.Password));
}
