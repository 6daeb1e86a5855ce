namespace DNS4Me.Agent.Settings;

/// <summary>Encrypts what is stored, so that this user on this machine alone can read it.</summary>
internal interface ISecretProtector
{
    /// <summary>Encrypts.</summary>
    string Protect(string secret);

    /// <summary>Decrypts.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The text was not encrypted here, or the key is gone.</exception>
    string Unprotect(string text);
}
