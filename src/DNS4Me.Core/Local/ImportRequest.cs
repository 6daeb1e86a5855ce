namespace DNS4Me.Local;

/// <summary>Puts a configuration in place of the agent's own.</summary>
public sealed record ImportRequest
{
    /// <summary>The configuration.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>The passphrase that its registration is encrypted under; null: leave the agent's registration as it is.</summary>
    public string? Passphrase { get; set; }
}
