using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DNS4Me.Server.Hosting;

/// <summary>Keeps one client from holding all of a web host's connections: one too many is closed at once, before TLS is spoken on it.</summary>
/// <param name="most">How many connections a client may have at a time.</param>
internal sealed class ClientConnections(int most) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _clients = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetConcurrencyLimiter(ClientSubnet.Of(address), _ => new() { PermitLimit = most, QueueLimit = 0 }));

    /// <summary>Counts the connections of an endpoint. What is to be done with them afterwards is set up after this.</summary>
    public void Guard(ListenOptions listen) => listen.Use(next => connection => ServeAsync(next, connection));

    /// <inheritdoc/>
    public void Dispose() => _clients.Dispose();

    private async Task ServeAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        using var room = _clients.AttemptAcquire(((IPEndPoint)connection.RemoteEndPoint!).Address);
        if (room.IsAcquired)
        {
            await next(connection).ConfigureAwait(false);
        }
    }
}
