using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Server.Dns;

/// <summary>DNS at every configured endpoint, over UDP and TCP.</summary>
internal sealed class DnsServer : IAsyncDisposable
{
    /// <summary>How many ports are tried for port 0: the one that TCP got may be taken over UDP.</summary>
    private const int PortTries = 50;

    private readonly List<TcpDnsListener> _tcp = [];
    private readonly List<UdpListener> _udp = [];
    private readonly DnsResponder _responder;
    private readonly ILogger _log;
    private readonly int _threads;

    private DnsServer(DnsResponder responder, int threads, ILogger log) => (_responder, _threads, _log) = (responder, threads, log);

    /// <summary>The endpoints that are open.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _tcp.Select(listener => listener.EndPoint)];

    /// <summary>Opens the endpoints and begins to answer.</summary>
    /// <param name="endPoints">The endpoints; port 0 is any port that is free over both UDP and TCP.</param>
    /// <param name="threads">How many threads answer over UDP at each.</param>
    /// <param name="responder">What answers.</param>
    /// <param name="log">Where failures go.</param>
    /// <exception cref="DNS4MeException">An endpoint could not be opened; none is.</exception>
    public static async Task<DnsServer> StartAsync(IReadOnlyList<IPEndPoint> endPoints, int threads, DnsResponder responder, ILogger log)
    {
        var server = new DnsServer(responder, threads, log);
        try
        {
            foreach (var endPoint in endPoints)
            {
                await server.OpenAsync(endPoint).ConfigureAwait(false);
            }
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        server._tcp.ForEach(listener => listener.Start());
        server._udp.ForEach(listener => listener.Start());
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _udp.ForEach(listener => listener.Dispose());
        foreach (var listener in _tcp)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task OpenAsync(IPEndPoint endPoint)
    {
        for (var tried = 1; ; tried++)
        {
            TcpDnsListener? tcp = null;
            try
            {
                // TCP first: its port is never shared, so that a second server cannot slip in beside the UDP sockets that share theirs.
                tcp = new(endPoint, _responder, _log);
                _udp.Add(new(tcp.EndPoint, _threads, _responder, _log));
                _tcp.Add(tcp);
                return;
            }
            catch (SocketException e)
            {
                if (tcp is not null)
                {
                    await tcp.DisposeAsync().ConfigureAwait(false);
                }

                if (endPoint.Port != 0 || e.SocketErrorCode != SocketError.AddressAlreadyInUse || tried == PortTries)
                {
                    throw new DNS4MeException(ServerFaults.EndPointUnavailable("DNS", endPoint.ToString(), e.Message), e);
                }
            }
        }
    }
}
