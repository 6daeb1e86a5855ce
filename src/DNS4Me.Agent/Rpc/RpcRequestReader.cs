using System.Text.Json;
using DNS4Me.Local;

namespace DNS4Me.Agent.Rpc;

/// <summary>Reads requests from lines that may hold anything.</summary>
internal static class RpcRequestReader
{
    /// <summary>Reads a request from a line.</summary>
    /// <exception cref="RpcException">It is none.</exception>
    public static RpcRequest Read(byte[] line)
    {
        using var document = Parse(line);
        long? id = null;
        try
        {
            var root = document.RootElement;
            id = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("id", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
            if (root.Deserialize(AgentJson.Default.RpcRequest) is { JsonRpc: RpcRequest.Marker, Method: not null } request)
            {
                return request;
            }
        }
        catch (JsonException)
        {
        }

        throw new RpcException(RpcError.InvalidRequest, "The line is JSON, but not a JSON-RPC 2.0 request with an integer ID.", id);
    }

    private static JsonDocument Parse(byte[] line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            throw new RpcException(RpcError.ParseError, "The line is not JSON.");
        }
    }
}
