using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace DNS4Me.Benchmarks;

/// <summary>Passes TCP connections on with a delay, as a line of that length would: it holds octets back, and no more of them.</summary>
internal sealed class DelayingProxy : IAsyncDisposable
{
    private const int BufferLength = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly IPEndPoint _target;
    private readonly TimeSpan _delay;
    private readonly Task _accepting;

    /// <summary>A proxy that listens.</summary>
    /// <param name="target">Where connections lead.</param>
    /// <param name="roundTrip">The delay, there and back together.</param>
    public DelayingProxy(IPEndPoint target, TimeSpan roundTrip)
    {
        (_target, _delay) = (target, roundTrip / 2);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_ending.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var near = client;
        using var far = new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        await Task.Delay(_delay, _ending.Token);
        await far.ConnectAsync(_target, _ending.Token);
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        await Task.WhenAny(PassAsync(near, far, closed.Token), PassAsync(far, near, closed.Token));
        await closed.CancelAsync();
    }

    private async Task PassAsync(Socket from, Socket to, CancellationToken cancellation)
    {
        var line = Channel.CreateUnbounded<(long Due, byte[] Octets)>();
        var writing = WriteAsync(to, line.Reader, cancellation);
        var buffer = new byte[BufferLength];
        int read;
        while ((read = await from.ReceiveAsync(buffer, cancellation)) > 0)
        {
            line.Writer.TryWrite((Stopwatch.GetTimestamp() + (long)(_delay.TotalSeconds * Stopwatch.Frequency), buffer[..read]));
        }

        line.Writer.Complete();
        await writing;
    }

    private static async Task WriteAsync(Socket to, ChannelReader<(long Due, byte[] Octets)> line, CancellationToken cancellation)
    {
        await foreach (var (due, octets) in line.ReadAllAsync(cancellation))
        {
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellation);
            }

            for (var sent = 0; sent < octets.Length;)
            {
                sent += await to.SendAsync(octets.AsMemory(sent), cancellation);
            }
        }
    }
}
