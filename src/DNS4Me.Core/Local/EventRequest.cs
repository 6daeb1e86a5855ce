using System.Text.Json.Serialization;

namespace DNS4Me.Local;

/// <summary>Asks for events.</summary>
public sealed record EventRequest
{
    /// <summary>The sequence after which to begin; null: the newest ones.</summary>
    public long? After { get; set; }

    /// <summary>How many at most.</summary>
    public int Max { get; set; } = 100;

    /// <summary>How long to wait for the first one if there is none yet.</summary>
    [JsonPropertyName("waitSeconds")]
    public TimeSpan Wait { get; set; }
}
