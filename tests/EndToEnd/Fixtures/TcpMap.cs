using System.Net;
using System.Net.Sockets;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>A TCP map on an address of its own: every connection is carried on to a port of this machine, unread.</summary>
internal sealed class TcpMap : IAsyncDisposable
{
    /// <summary>Where it is, which no certificate names.</summary>
    public const string Address = "127.0.0.2";

    private readonly TcpListener _listener = new(IPAddress.Parse(Address), 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly int _target;
    private readonly Task _accepting;

    public TcpMap(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

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
                carrying.Add(CarryAsync(near));
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
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
