namespace DNS4Me.Local;

/// <summary>The passwords of the sites' certificates as they are sealed in a configuration. See <see cref="Configuration.CertificatePasswords"/>.</summary>
public sealed record CertificateSecrets
{
    /// <summary>The passwords by domain: secrets.</summary>
    public required IReadOnlyDictionary<string, string> Passwords { get; init; }

    /// <summary>The passwords are not shown.</summary>
    public override string ToString() => nameof(CertificateSecrets);
}
