using System.Text.Json;
using DNS4Me.Local;

namespace DNS4Me.Agent.Rpc;

/// <summary>
/// Writes messages, one at a time and each within a deadline. Whoever has something to say waits here, so nothing piles up for a client
/// that does not read.
/// </summary>
internal sealed class RpcWriter(Stream stream, TimeProvider time) : IDisposable
{
    private const byte LineFeed = (byte)'\n';
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Writes a message.</summary>
    /// <exception cref="IOException">The client is gone, or does not read. The connection is of no more use.</exception>
    public async Task WriteAsync(RpcMessage message)
    {
        var line = ToLine(message);
        using var deadline = new CancellationTokenSource(Deadline, time);
        try
        {
            await _turn.WaitAsync(deadline.Token).ConfigureAwait(false);
            try
            {
                await stream.WriteAsync(line, deadline.Token).ConfigureAwait(false);
                await stream.FlushAsync(deadline.Token).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            throw new IOException("The client does not read.", e);
        }
    }

    /// <summary>Writes why a request failed.</summary>
    /// <exception cref="IOException">The client is gone, or does not read.</exception>
    public Task WriteAsync(long? requestId, RpcError error) => WriteAsync(new RpcMessage { JsonRpc = RpcRequest.Marker, Id = requestId, Error = error });

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static byte[] ToLine(RpcMessage message)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, AgentJson.Default.RpcMessage);
        return json.Length <= AgentProtocol.LongestLine
            ? [.. json, LineFeed]
            : ToLine(new()
            {
                JsonRpc = RpcRequest.Marker,
                Id = message.Id,
                Error = RpcException.Describe(new InvalidDataException()),
            });
    }
}
