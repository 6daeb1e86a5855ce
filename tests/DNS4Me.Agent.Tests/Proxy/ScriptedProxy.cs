using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Agent.Tests.Proxy;

/// <summary>Listens on loopback and does on each connection what a test says.</summary>
internal sealed class ScriptedProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<ScriptedProxy, NetworkStream, CancellationToken, Task> _script;
    private readonly Task _accepting;

    public ScriptedProxy(Func<ScriptedProxy, NetworkStream, CancellationToken, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What was received, a piece for each answer, in hexadecimal digits.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>Answers each piece that comes with the next of some answers, each in hexadecimal digits, and closes after the last.</summary>
    public static ScriptedProxy Answering(params string[] answers) => new(async (proxy, stream, closing) =>
    {
        foreach (var answer in answers)
        {
            await proxy.TakeAsync(stream, closing);
            await stream.WriteAsync(Convert.FromHexString(answer), closing);
        }

        if (answers.Length == 0)
        {
            await proxy.TakeAsync(stream, closing);
        }
    });

    /// <summary>Takes what comes.</summary>
    public async Task TakeAsync(NetworkStream stream, CancellationToken closing)
    {
        var buffer = new byte[1024];
        var length = await stream.ReadAsync(buffer, closing);
        Received.Enqueue(Convert.ToHexString(buffer, 0, length));
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _script(this, client.GetStream(), _closing.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
            }
        }
    }
}
