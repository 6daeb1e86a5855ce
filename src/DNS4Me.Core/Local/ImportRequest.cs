using System.Text.Json;

namespace DNS4Me.Local;

/// <summary>Puts a configuration in place of the agent's own.</summary>
public sealed record ImportRequest
{
    /// <summary>The configuration, as <see cref="ConfigurationText"/> wrote it: what means nothing in it is refused, not left out.</summary>
    public required JsonElement Configuration { get; init; }

    /// <summary>The passphrase that its registration is encrypted under; null: leave the agent's registration as it is.</summary>
    public string? Passphrase { get; set; }
}
