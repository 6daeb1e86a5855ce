namespace DNS4Me.Local;

/// <summary>A secret under a passphrase: the key is PBKDF2 (RFC 8018) with SHA-256, the cipher AES-256 in GCM (NIST SP 800-38D).</summary>
public sealed record SealedSecret
{
    /// <summary>The rounds of PBKDF2.</summary>
    public required int Iterations { get; init; }

    /// <summary>The salt.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>The nonce.</summary>
    public required byte[] Nonce { get; init; }

    /// <summary>The encrypted octets.</summary>
    public required byte[] Ciphertext { get; init; }

    /// <summary>The authentication tag.</summary>
    public required byte[] Tag { get; init; }
}
