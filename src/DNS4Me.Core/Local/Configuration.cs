namespace DNS4Me.Local;

/// <summary>What is carried from one machine to another: all settings, and the secrets if they were asked for. The file of Export-DNS4MeConfiguration has this shape.</summary>
public sealed record Configuration
{
    /// <summary>The version of this shape.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the shape that it was written in.</summary>
    [System.Text.Json.Serialization.JsonPropertyOrder(-1)]
    public int Version { get; set; } = CurrentVersion;

    /// <summary>The settings.</summary>
    public required AgentSettings Settings { get; init; }

    /// <summary>The registration, encrypted under a passphrase; null when it was not asked for.</summary>
    public SealedSecret? Registration { get; set; }

    /// <summary>The proxy's password, encrypted under the same passphrase; null when there is none, or it was not asked for.</summary>
    public SealedSecret? ProxyPassword { get; set; }

    /// <summary>The passwords of the sites' certificates, encrypted under the same passphrase; null when there is none, or they were not asked for.</summary>
    public SealedSecret? CertificatePasswords { get; set; }
}
