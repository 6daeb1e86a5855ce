namespace DNS4Me.Local;

/// <summary>Why a request failed. JSON-RPC 2.0, section 5.1.</summary>
public sealed record RpcError
{
    /// <summary>The line is not JSON.</summary>
    public const int ParseError = -32700;

    /// <summary>The JSON is not a request.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>No such method.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>The argument does not fit the method.</summary>
    public const int InvalidParams = -32602;

    /// <summary>The agent failed in a way it did not foresee.</summary>
    public const int InternalError = -32603;

    /// <summary>The method failed; <see cref="Data"/> says why.</summary>
    public const int Fault = -32000;

    /// <summary>One of the codes above.</summary>
    public required int Code { get; init; }

    /// <summary>A sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The fault.</summary>
    public DNS4Me.Fault? Data { get; init; }

    /// <summary>Every fault of the request, where there are several.</summary>
    public IReadOnlyList<DNS4Me.Fault>? Errors { get; init; }
}
