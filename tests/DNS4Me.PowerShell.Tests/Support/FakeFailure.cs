using DNS4Me.Local;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>What a method of a <see cref="FakeAgent"/> fails with.</summary>
internal sealed class FakeFailure(RpcError error) : Exception
{
    public FakeFailure(IReadOnlyList<Fault> faults)
        : this(new RpcError { Code = RpcError.Fault, Message = faults[0].Message, Data = faults[0], Errors = faults.Count > 1 ? faults : null })
    {
    }

    public FakeFailure(int code)
        : this(new RpcError { Code = code, Message = "It does not fit." })
    {
    }

    public RpcError ToError() => error;
}
