using System.Text.Json;
using System.Text.Json.Serialization;

namespace DNS4Me.Local;

/// <summary>Whatever an agent sends: a response (JSON-RPC 2.0, section 5) or, with a method and no ID, a notification.</summary>
public sealed record RpcMessage
{
    /// <summary>Always <see cref="RpcRequest.Marker"/>.</summary>
    [JsonPropertyName("jsonrpc")]
    public required string JsonRpc { get; init; }

    /// <summary>The request's ID; null for a notification or when the request could not be read.</summary>
    public long? Id { get; init; }

    /// <summary>The method of a notification.</summary>
    public string? Method { get; init; }

    /// <summary>The argument of a notification.</summary>
    public JsonElement? Params { get; init; }

    /// <summary>The result of a request that succeeded.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Why a request failed.</summary>
    public RpcError? Error { get; init; }
}
