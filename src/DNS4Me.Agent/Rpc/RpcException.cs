using DNS4Me.Local;

namespace DNS4Me.Agent.Rpc;

/// <summary>A request that JSON-RPC's own codes turn away.</summary>
/// <param name="code">One of <see cref="RpcError"/>'s codes.</param>
/// <param name="message">A sentence; nothing of what the client sent but names.</param>
/// <param name="requestId">The request's ID, where it could be read.</param>
internal sealed class RpcException(int code, string message, long? requestId = null) : Exception(message)
{
    /// <summary>One of <see cref="RpcError"/>'s codes.</summary>
    public int Code { get; } = code;

    /// <summary>The request's ID; null when it could not be read.</summary>
    public long? RequestId { get; } = requestId;

    /// <summary>
    /// What a client is told of a failure. An exception that nobody foresaw may say anything, a secret too, so its kind alone is told.
    /// </summary>
    public static RpcError Describe(Exception failure) => failure switch
    {
        DNS4MeException known => Of(RpcError.Fault, known.Fault) with { Errors = known.Faults.Count > 1 ? known.Faults : null },
        RpcException own => new() { Code = own.Code, Message = own.Message },
        OperationCanceledException => Of(RpcError.Fault, Faults.Cancelled("the agent, which is stopping")),
        _ => Of(RpcError.InternalError, Faults.InternalError($"{failure.GetType().Name}.")),
    };

    private static RpcError Of(int code, Fault fault) => new() { Code = code, Message = fault.Message, Data = fault };
}
