using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>A request that a <see cref="FakeAgent"/> is answering.</summary>
/// <param name="request">The request.</param>
/// <param name="notify">Sends a notification.</param>
/// <param name="closed">Cancelled when the client closes the connection.</param>
internal sealed class FakeCall(RpcRequest request, Func<RpcMessage, Task> notify, CancellationToken closed)
{
    public string Method => request.Method;

    public CancellationToken Closed => closed;

    public string Json => request.Params!.Value.GetRawText();

    public T Argument<T>(JsonTypeInfo<T> type) => request.Params!.Value.Deserialize(type)!;

    public Task ReportAsync(string activity) => notify(new()
    {
        JsonRpc = RpcRequest.Marker,
        Method = AgentProtocol.Progress,
        Params = JsonSerializer.SerializeToElement(new ProgressNote { Activity = activity }, AgentJson.Default.ProgressNote),
    });
}
