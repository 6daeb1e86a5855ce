using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Agent.Service;

/// <summary>
/// Opens connections over one address family, or over whichever is there first: addresses of both are tried one after another, each a moment after
/// the one before it and not after its failure, so that a family that leads nowhere holds nothing up (RFC 8305, section 5).
/// </summary>
internal static class Dialer
{
    /// <summary>The Connection Attempt Delay that RFC 8305, section 5, recommends.</summary>
    private static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Opens a connection.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="family">Over which family; null for either.</param>
    /// <param name="time">The clock of the delay between two tries.</param>
    /// <param name="cancellation">Ends the tries.</param>
    /// <exception cref="SocketException">There is no way; <see cref="SocketError.NoData"/> when the name has no address of the family.</exception>
    public static async Task<Stream> DialAsync(DnsEndPoint target, IPFamily? family, TimeProvider time, CancellationToken cancellation)
    {
        var addresses = InTurn(await ResolveAsync(target.Host, family, cancellation).ConfigureAwait(false));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var tries = new List<Task<Socket>>();
        SocketException? failure = null;
        for (var next = 0; next < addresses.Count || tries.Count > 0;)
        {
            if (next < addresses.Count)
            {
                tries.Add(ConnectAsync(new(addresses[next++], target.Port), ending.Token));
            }

            var delay = next < addresses.Count ? AttemptDelay : Timeout.InfiniteTimeSpan;
            var ended = await FirstAsync(tries, delay, time, cancellation).ConfigureAwait(false);
            if (ended is null)
            {
                continue;
            }

            tries.Remove(ended);
            try
            {
                var socket = await ended.ConfigureAwait(false);
                await ending.CancelAsync().ConfigureAwait(false);
                tries.ForEach(Discard);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                failure ??= e;
            }
            catch
            {
                tries.ForEach(Discard);
                throw;
            }
        }

        throw failure ?? new SocketException((int)SocketError.NoData);
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, IPFamily? family, CancellationToken cancellation)
    {
        var all = IPAddress.TryParse(host, out var literal) ? [literal] : await System.Net.Dns.GetHostAddressesAsync(host, cancellation).ConfigureAwait(false);
        return [.. all.Where(address => family is null || address.Family() == family)];
    }

    /// <summary>The addresses, one family after the other in turn, beginning with the one that the system prefers (RFC 8305, section 4).</summary>
    private static List<IPAddress> InTurn(IPAddress[] addresses)
    {
        var families = addresses.GroupBy(address => address.AddressFamily).Select(family => family.ToList()).ToList();
        var longest = families.Select(family => family.Count).DefaultIfEmpty().Max();
        return [.. Enumerable.Range(0, longest).SelectMany(i => families.Where(family => i < family.Count).Select(family => family[i]))];
    }

    /// <summary>The try that ends first; null when none does within the delay.</summary>
    private static async Task<Task<Socket>?> FirstAsync(List<Task<Socket>> tries, TimeSpan delay, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            return await Task.WhenAny(tries).WaitAsync(delay, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            tries.ForEach(Discard);
            throw;
        }
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint target, CancellationToken cancellation)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, cancellation).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Discard(Task<Socket> late) => late.ContinueWith(
        task =>
        {
            if (task.IsCompletedSuccessfully)
            {
                task.Result.Dispose();
            }
            else
            {
                _ = task.Exception;
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
