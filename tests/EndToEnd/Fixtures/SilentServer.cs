using System.Net;
using System.Net.Sockets;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>Takes a connection and never says a word, as a machine behind a broken firewall.</summary>
internal sealed class SilentServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _work;

    public SilentServer()
    {
        _listener.Start();
        _work = WorkAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Waits until somebody has connected and spoken.</summary>
    public Task ConnectedAsync() => _connected.Task.WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken);

    /// <summary>Waits until they have given up.</summary>
    public Task ClosedAsync() => _closed.Task.WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _work;
    }

    private async Task WorkAsync()
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync();
            var buffer = new byte[4096];
            while (await client.GetStream().ReadAsync(buffer) > 0)
            {
                _connected.TrySetResult();
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or InvalidOperationException)
        {
            // A connection reset is an end like another; a stopped listener is the test's own doing.
        }

        _closed.TrySetResult();
    }
}
