using System.Text.Json;

namespace DNS4Me.Local;

/// <summary>Puts a configuration in place of the agent's own.</summary>
public sealed record ImportRequest
{
    /// <summary>The configuration, as <see cref="ConfigurationText"/> wrote it: what means nothing in it is refused, not left out.</summary>
    public required JsonElement Configuration { get; init; }

    /// <summary>The passphrase that its secrets are encrypted under; null: leave the agent's own as they are, as far as they fit the settings.</summary>
    public string? Passphrase { get; set; }
}
