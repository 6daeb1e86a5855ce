using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Agent.Proxy;

/// <summary>Opens connections to the service through a proxy. Every step has a deadline, and every failure a reason.</summary>
/// <param name="server">The service.</param>
/// <param name="access">The proxy.</param>
/// <param name="time">The clock of the deadlines.</param>
internal sealed class ProxyDialer(ServerSetting server, ProxyAccess access, TimeProvider time)
{
    /// <summary>How long the proxy may take to accept the connection, and as long again for all of the handshake, however it trickles in.</summary>
    public static readonly TimeSpan StepDeadline = TimeSpan.FromSeconds(10);

    private const string Accept = "accept the connection";
    private const string Open = "open the way to the service";

    private volatile string? _awaited;

    private string Proxy => access.Setting.ToString();

    /// <summary>What the proxy still owed when a request that needs it ran out of time.</summary>
    /// <param name="waited">How long the request waited.</param>
    /// <returns>Null when the proxy had done its part.</returns>
    public Fault? Overdue(TimeSpan waited) => _awaited is { } step ? Faults.ProxyTimedOut(Proxy, step, waited) : null;

    /// <summary>Opens a connection to the service.</summary>
    /// <param name="service">The service's name, or address, and port.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="DNS4MeException">There is none.</exception>
    public async ValueTask<Stream> DialAsync(DnsEndPoint service, CancellationToken cancellation)
    {
        var target = await TargetAsync(service, cancellation).ConfigureAwait(false);
        try
        {
            return await OpenAsync(target, cancellation).ConfigureAwait(false);
        }
        catch (SocksException e)
        {
            throw new DNS4MeException(Explain(e.Failure == SocksFailure.Closed ? await FindAsync(e, target, cancellation).ConfigureAwait(false) : e), e);
        }
    }

    private async Task<Stream> OpenAsync(SocksTarget target, CancellationToken cancellation)
    {
        var proxy = await ReachAsync(cancellation).ConfigureAwait(false);
        try
        {
            await StepAsync(
                Open,
                async token =>
                {
                    await SocksHandshake.OpenAsync(proxy, target, access, token).ConfigureAwait(false);
                    return true;
                },
                cancellation).ConfigureAwait(false);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<NetworkStream> ReachAsync(CancellationToken cancellation)
    {
        var setting = access.Setting;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            return await StepAsync(
                Accept,
                async token =>
                {
                    await socket.ConnectAsync(setting.Address, setting.Port, token).ConfigureAwait(false);
                    return new NetworkStream(socket, ownsSocket: true);
                },
                cancellation).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new DNS4MeException(
                e.SocketErrorCode switch
                {
                    SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => Faults.ProxyUnreachable(Proxy, $"the name '{setting.Address}' is unknown."),
                    SocketError.ConnectionRefused => Faults.ProxyUnreachable(Proxy, "nothing listens there."),
                    SocketError.TimedOut => Faults.ProxyTimedOut(Proxy, Accept, StepDeadline),
                    _ => Faults.ProxyUnreachable(Proxy, Sentence(e.Message)),
                },
                e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>SOCKS4 knows addresses of IPv4 alone, so that there the name is resolved here; the others leave it to the proxy.</summary>
    private async Task<SocksTarget> TargetAsync(DnsEndPoint service, CancellationToken cancellation)
    {
        var target = new SocksTarget(service.Host, service.Port);
        if (access.Setting.Type != ProxyType.Socks4 || target.Address is not null)
        {
            return target;
        }

        using var deadline = new CancellationTokenSource(StepDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var addresses = await System.Net.Dns.GetHostAddressesAsync(service.Host, AddressFamily.InterNetwork, either.Token).ConfigureAwait(false);
            return addresses is [var first, ..] ? target with { Host = first.ToString() } : throw new SocketException((int)SocketError.NoData);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new DNS4MeException(Faults.ServiceNameUnknown(server.ToString(), service.Host), e);
        }
    }

    /// <summary>Asks in the other version why there was no answer. At its best: what is known without that is told in any case.</summary>
    private async Task<SocksException> FindAsync(SocksException closed, SocksTarget target, CancellationToken cancellation)
    {
        try
        {
            await using var proxy = await ReachAsync(cancellation).ConfigureAwait(false);
            return await StepAsync(Open, token => SocksHandshake.FindAsync(proxy, target, access.Setting.Type, token), cancellation).ConfigureAwait(false) ?? closed;
        }
        catch (DNS4MeException)
        {
            return closed;
        }
    }

    private async Task<T> StepAsync<T>(string step, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(StepDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        _awaited = step;
        try
        {
            return await work(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new DNS4MeException(Faults.ProxyTimedOut(Proxy, step, StepDeadline), e);
        }
        finally
        {
            _awaited = null;
        }
    }

    private Fault Explain(SocksException e) => e.Failure switch
    {
        SocksFailure.AuthenticationRefused => Faults.ProxyAuthenticationRefused(Proxy, Sentence(e.Message)),
        SocksFailure.TargetRefused or SocksFailure.TargetUnnamable => Faults.ProxyTargetRefused(Proxy, server.ToString(), Sentence(e.Message)),
        SocksFailure.OtherVersion => Faults.ProxyVersion(Proxy, access.Setting.Type, e.Spoken),
        _ => Faults.NotAProxy(Proxy, Sentence(e.Message)),
    };

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
