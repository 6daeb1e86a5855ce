using System.Text.Json.Serialization;

namespace DNS4Me.Local;

/// <summary>A DNS question for the agent to ask.</summary>
public sealed record ResolveRequest
{
    /// <summary>The name, in presentation form.</summary>
    public required string Name { get; init; }

    /// <summary>The type, by its DNS name or as <c>TYPE123</c> (RFC 3597).</summary>
    public required string Type { get; init; }

    /// <summary>The server's address or host name; null: the servers that this machine is set up with.</summary>
    public string? Server { get; set; }

    /// <summary>The server's port.</summary>
    public int Port { get; set; } = DefaultPort;

    /// <summary>Whether to ask over TCP from the start; else TCP follows a truncated answer.</summary>
    public bool Tcp { get; set; }

    /// <summary>How long to wait in all.</summary>
    [JsonPropertyName("timeoutSeconds")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The port of DNS (RFC 1035, section 4.2).</summary>
    public const int DefaultPort = 53;
}
