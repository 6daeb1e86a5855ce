using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using DNS4Me.Dns;
using DNS4Me.Server.Hosting;

namespace DNS4Me.Server.Dns;

/// <summary>
/// Answers DNS over TCP at one endpoint (RFC 7766): queries may be pipelined, each connection has deadlines, and there are only so
/// many connections at a time.
/// </summary>
internal sealed class TcpDnsListener : IAsyncDisposable
{
    private const int Backlog = 512;
    private const int MostConnections = 1000;

    /// <summary>How many connections one client may have (RFC 7766, section 6.2.2): resolvers have few, and nobody is to hold them all.</summary>
    private const int MostOfClient = 50;
    private const int LengthPrefix = sizeof(ushort);

    /// <summary>How long a connection may lie idle or take for one query (RFC 7766, section 6.2.3).</summary>
    private static readonly TimeSpan QueryDeadline = TimeSpan.FromSeconds(10);

    /// <summary>How long an asker may take to accept a response.</summary>
    private static readonly TimeSpan ResponseDeadline = TimeSpan.FromSeconds(5);

    /// <summary>How long accepting rests after a failure.</summary>
    private static readonly TimeSpan FailureRest = TimeSpan.FromMilliseconds(50);

    private readonly Socket _socket;
    private readonly DnsResponder _responder;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _room = new(MostConnections);
    private readonly PartitionedRateLimiter<IPAddress> _clients = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetConcurrencyLimiter(ClientSubnet.Of(address), _ => new() { PermitLimit = MostOfClient, QueueLimit = 0 }));

    private Task _accepting = Task.CompletedTask;

    /// <summary>Binds the endpoint. Nothing is answered before <see cref="Start"/>.</summary>
    /// <exception cref="SocketException">The endpoint cannot be opened.</exception>
    public TcpDnsListener(IPEndPoint endPoint, DnsResponder responder, ILogger log)
    {
        (_responder, _log) = (responder, log);
        _socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                _socket.DualMode = false;
            }

            _socket.Bind(endPoint);
            _socket.Listen(Backlog);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>The endpoint, with the port that the system chose for port 0.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Begins to answer.</summary>
    public void Start() => _accepting = AcceptAsync();

    /// <summary>Closes the endpoint and every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);

        // When all the room is free again, every connection has ended.
        for (var i = 0; i < MostConnections; i++)
        {
            await _room.WaitAsync().ConfigureAwait(false);
        }

        _room.Dispose();
        _clients.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _room.WaitAsync(_stop.Token).ConfigureAwait(false);
                _ = ServeAsync(await AcceptOneAsync().ConfigureAwait(false));
            }
            catch (SocketException e) when (!_stop.IsCancellationRequested)
            {
                _log.LogDebug(e, "A DNS connection was lost before it began.");
                await RestAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>Without files left, accepting fails at once, again and again.</summary>
    private Task RestAsync() => Task.Delay(FailureRest, _stop.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task<Socket> AcceptOneAsync()
    {
        try
        {
            return await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
        }
        catch
        {
            _room.Release();
            throw;
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        try
        {
            using (connection)
            using (var client = _clients.AttemptAcquire(((IPEndPoint)connection.RemoteEndPoint!).Address))
            {
                if (client.IsAcquired)
                {
                    await ServeQueriesAsync(connection).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            _log.LogDebug("A DNS connection ended: {Reason}", e.Message);
        }
        catch (Exception e)
        {
            _log.LogError(e, "A DNS query over TCP could not be answered.");
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task ServeQueriesAsync(Socket connection)
    {
        var query = new byte[DnsLimits.MaxMessageLength];
        var response = new byte[LengthPrefix + DnsLimits.MaxMessageLength];
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        while (true)
        {
            deadline.CancelAfter(QueryDeadline);
            if (!await FillAsync(connection, query.AsMemory(0, LengthPrefix), deadline.Token).ConfigureAwait(false))
            {
                return;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(query);
            if (!await FillAsync(connection, query.AsMemory(0, length), deadline.Token).ConfigureAwait(false))
            {
                return;
            }

            var answered = _responder.Respond(query.AsSpan(0, length), response.AsSpan(LengthPrefix), overUdp: false);
            if (answered == 0)
            {
                return;
            }

            BinaryPrimitives.WriteUInt16BigEndian(response, (ushort)answered);
            deadline.CancelAfter(ResponseDeadline);
            await SendAsync(connection, response.AsMemory(0, LengthPrefix + answered), deadline.Token).ConfigureAwait(false);
        }
    }

    private static async Task SendAsync(Socket connection, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await connection.SendAsync(bytes, cancellation).ConfigureAwait(false)..];
        }
    }

    /// <returns>False when the asker closed the connection first.</returns>
    private static async Task<bool> FillAsync(Socket connection, Memory<byte> buffer, CancellationToken cancellation)
    {
        while (!buffer.IsEmpty)
        {
            var received = await connection.ReceiveAsync(buffer, cancellation).ConfigureAwait(false);
            if (received == 0)
            {
                return false;
            }

            buffer = buffer[received..];
        }

        return true;
    }
}
