using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Agent.Tests.Proxy;

/// <summary>A TCP map: every connection is carried on to another port of this machine, unread.</summary>
internal sealed class TcpForwarder : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _closing = new();
    private readonly int _target;
    private readonly Task _accepting;

    /// <param name="target">The port that connections are carried on to.</param>
    /// <param name="address">Where the map is; null: the loopback address.</param>
    public TcpForwarder(int target, IPAddress? address = null)
    {
        (_target, _listener) = (target, new(address ?? IPAddress.Loopback, 0));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were carried.</summary>
    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carrying = new List<Task>();
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(_closing.Token);
                Connections++;
                carrying.Add(CarryAsync(near));
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or InvalidOperationException)
        {
        }

        await Task.WhenAll(carrying);
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _target, _closing.Token);
                await Task.WhenAny(
                    near.GetStream().CopyToAsync(far.GetStream(), _closing.Token),
                    far.GetStream().CopyToAsync(near.GetStream(), _closing.Token));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
            }
        }
    }
}
