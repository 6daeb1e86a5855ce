namespace DNS4Me.Local;

/// <summary>Asks for the agent's configuration.</summary>
public sealed record ExportRequest
{
    /// <summary>The passphrase to encrypt the registration and the proxy's password under; null: leave them out.</summary>
    public string? Passphrase { get; set; }
}
