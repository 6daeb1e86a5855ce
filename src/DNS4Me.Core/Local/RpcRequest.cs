using System.Text.Json;
using System.Text.Json.Serialization;

namespace DNS4Me.Local;

/// <summary>A request, or a notification when it has no ID. JSON-RPC 2.0, section 4.</summary>
public sealed record RpcRequest
{
    /// <summary>The value of <see cref="JsonRpc"/>.</summary>
    public const string Marker = "2.0";

    /// <summary>Always <see cref="Marker"/>.</summary>
    [JsonPropertyName("jsonrpc")]
    public required string JsonRpc { get; init; }

    /// <summary>Chosen by the client; null for a notification.</summary>
    public long? Id { get; init; }

    /// <summary>One of <see cref="AgentProtocol"/>'s methods.</summary>
    public required string Method { get; init; }

    /// <summary>The method's argument.</summary>
    public JsonElement? Params { get; init; }
}
