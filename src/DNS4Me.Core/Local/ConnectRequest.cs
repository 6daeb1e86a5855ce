using System.Text.Json.Serialization;

namespace DNS4Me.Local;

/// <summary>The wish to be online.</summary>
public sealed record ConnectRequest
{
    /// <summary>How long to wait for the service; then the wish is withdrawn.</summary>
    [JsonPropertyName("timeoutSeconds")]
    public required TimeSpan Timeout { get; init; }
}
