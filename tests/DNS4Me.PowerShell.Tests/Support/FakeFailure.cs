using DNS4Me.Local;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>What a method of a <see cref="FakeAgent"/> fails with.</summary>
internal sealed class FakeFailure(IReadOnlyList<Fault> faults) : Exception
{
    public RpcError ToError() => new()
    {
        Code = RpcError.Fault,
        Message = faults[0].Message,
        Data = faults[0],
        Errors = faults.Count > 1 ? faults : null,
    };
}
