using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using DNS4Me.Agent.Web.Http;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace DNS4Me.Agent.Web;

/// <summary>A port that is listened on, over IPv6 and IPv4, with its connections.</summary>
internal sealed class WebListener
{
    private readonly ServiceProvider _services;
    private readonly IServer _server;
    private readonly Role _role;

    private WebListener(int asked, Role role, ServiceProvider services)
    {
        (Asked, _role, _services, _server) = (asked, role, services, services.GetRequiredService<IServer>());
    }

    /// <summary>The port that was asked for; 0 for any.</summary>
    public int Asked { get; }

    /// <summary>The port.</summary>
    public int Port { get; private set; }

    /// <summary>Whether a connection that is opened from now on is HTTPS. A port that goes from one to the other stays open: nobody else can take it in between.</summary>
    public bool IsSecure
    {
        get => _role.IsSecure;
        set => _role.IsSecure = value;
    }

    /// <summary>Listens on a port.</summary>
    /// <param name="port">The port; 0 for any.</param>
    /// <param name="application">What answers.</param>
    /// <param name="counters">Where connections are counted.</param>
    /// <param name="isSecure">Whether it is HTTPS.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DNS4MeException">The port is taken, or not for this user.</exception>
    public static async Task<WebListener> OpenAsync(int port, SiteApplication application, WebCounters counters, bool isSecure, CancellationToken cancellation)
    {
        var role = new Role { IsSecure = isSecure };
        var listener = new WebListener(port, role, KestrelServices.Create(new RefusedRequests(application).CreateSource(), builder => builder
            .UseSockets(sockets =>
            {
                // The thread of the pool that the data came in on goes on with it, and reads without asking first whether there is anything: a page of memory for
                // each idle connection is less than what another thread and another call for each request would cost.
                sockets.UnsafePreferInlineScheduling = true;
                sockets.WaitForDataBeforeAllocatingBuffer = false;
            })
            .ConfigureKestrel(kestrel =>
            {
                Limit(kestrel);
                kestrel.ListenAnyIP(port, listen => Configure(listen, application, counters, role));
            })));
        try
        {
            await listener._server.StartAsync(application, cancellation).ConfigureAwait(false);
            listener.Port = new Uri(listener._server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;
            return listener;
        }
        catch (Exception e)
        {
            await listener._services.DisposeAsync().ConfigureAwait(false);
            throw e switch
            {
                IOException { InnerException: AddressInUseException } or AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
                    => new DNS4MeException(Faults.WebPortInUse(port), e),
                SocketException { SocketErrorCode: SocketError.AccessDenied } => new DNS4MeException(Faults.WebPortForbidden(port), e),
                IOException or SocketException => new DNS4MeException(Faults.WebPortUnusable(port, e.Message), e),
                _ => e,
            };
        }
    }

    /// <summary>Listens no more; what is under way gets a few seconds.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(WebLimits.StopDeadline);
        try
        {
            await _server.StopAsync(deadline.Token).ConfigureAwait(false);
        }
        finally
        {
            await _services.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        var limits = kestrel.Limits;
        limits.MaxRequestLineSize = WebLimits.LongestRequestLine;
        limits.MaxRequestHeadersTotalSize = WebLimits.LongestHeaders;
        limits.MaxRequestHeaderCount = WebLimits.MostHeaders;
        limits.MaxRequestBodySize = 0;
        limits.MaxRequestBufferSize = WebLimits.LongestRequestLine + WebLimits.LongestHeaders;
        limits.MaxResponseBufferSize = WebLimits.UnsentBytes;
        limits.MaxConcurrentConnections = WebLimits.MostConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.RequestHeadersTimeout = WebLimits.HeadersDeadline;
        limits.KeepAliveTimeout = WebLimits.KeepConnection;
        limits.MinResponseDataRate = WebLimits.SlowestReader;
        limits.Http2.MaxStreamsPerConnection = WebLimits.MostStreams;
        limits.Http2.MaxRequestHeaderFieldSize = WebLimits.LongestRequestLine;
        limits.Http2.KeepAlivePingDelay = WebLimits.KeepConnection;
    }

    private static void Configure(ListenOptions listen, SiteApplication application, WebCounters counters, Role role)
    {
        // Without TLS this is HTTP/1.1 alone, since nothing can agree on HTTP/2.
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        ConnectionDelegate? plain = null;
        listen.Use(secure => async connection =>
        {
            counters.Opened();
            try
            {
                await (role.IsSecure ? secure : plain!)(connection).ConfigureAwait(false);
            }
            finally
            {
                counters.Closed();
            }
        });
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = WebLimits.HeadersDeadline,
            OnConnection = context => new(OptionsOf(application.Force, context.ClientHelloInfo.ServerName)),
        });
        listen.Use(next => plain = next);
    }

    /// <summary>The certificate of the site that answers for the name that the client asks for; whoever asks for none gets the primary site's.</summary>
    private static SslServerAuthenticationOptions OptionsOf(WebForce force, string name)
        => force.Sites.Find(HostName.Read(name))?.Certificate?.GetOptions() ?? throw new AuthenticationException("There is no certificate for that name.");

    /// <summary>What connections of a port are, which may change while it is open.</summary>
    private sealed class Role
    {
        private volatile bool _isSecure;

        public bool IsSecure
        {
            get => _isSecure;
            set => _isSecure = value;
        }
    }
}
