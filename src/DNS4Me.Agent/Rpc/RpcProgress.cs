using System.Text.Json;
using System.Threading.Channels;
using DNS4Me.Local;

namespace DNS4Me.Agent.Rpc;

/// <summary>
/// Tells a client how far its request is. The engine does not wait for the client: of what the client has not taken yet, the newest alone is kept.
/// </summary>
internal sealed class RpcProgress : IProgress<ProgressNote>, IAsyncDisposable
{
    private readonly Channel<ProgressNote> _notes = Channel.CreateBounded<ProgressNote>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly RpcWriter _writer;
    private readonly Task _sending;

    public RpcProgress(RpcWriter writer)
    {
        _writer = writer;
        _sending = SendAsync();
    }

    /// <inheritdoc/>
    public void Report(ProgressNote value) => _notes.Writer.TryWrite(value);

    /// <summary>Sends what is left, so that nothing comes after the answer.</summary>
    public async ValueTask DisposeAsync()
    {
        _notes.Writer.TryComplete();
        await _sending.ConfigureAwait(false);
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var note in _notes.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                await _writer.WriteAsync(new()
                {
                    JsonRpc = RpcRequest.Marker,
                    Method = AgentProtocol.Progress,
                    Params = JsonSerializer.SerializeToElement(note, AgentJson.Default.ProgressNote),
                }).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // The answer will find the client gone too.
        }
    }
}
