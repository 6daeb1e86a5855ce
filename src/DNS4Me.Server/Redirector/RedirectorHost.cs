using System.Globalization;
using System.Net;
using DNS4Me.Server.Dns;
using DNS4Me.Server.Hosting;
using DNS4Me.Server.Presence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DNS4Me.Server.Redirector;

/// <summary>
/// Plain HTTP for the names whose DNS answer is the redirector's address, and the offline page. Always 302 and never cached, since
/// presence changes. GET and HEAD alone: a 302 would turn a POST into a GET without its body, so other methods get 405.
/// </summary>
internal sealed class RedirectorHost : IAsyncDisposable
{
    private const int LongestHeaders = 16 * 1024;
    private const int MostConnections = 20_000;
    private static readonly TimeSpan KeepConnection = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan HeadersDeadline = TimeSpan.FromSeconds(10);

    /// <summary>When a visitor, or a search engine, may look again.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);

    private readonly WebApplication _app;
    private readonly ClientConnections _clients;
    private volatile RedirectRules? _rules;

    private RedirectorHost(WebApplication app, ClientConnections clients) => (_app, _clients) = (app, clients);

    /// <summary>The endpoints that are open.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => WebHosts.EndPoints(_app);

    /// <summary>Opens the endpoints and begins to answer.</summary>
    /// <exception cref="DNS4MeException">An endpoint could not be opened; none is.</exception>
    public static async Task<RedirectorHost> StartAsync(
        IReadOnlyList<IPEndPoint> endPoints, int connectionsPerClient, Uri? offlinePage, ZoneCatalog zones, RedirectorAddresses addresses, ServiceClock clock, ILoggerFactory logs)
    {
        var clients = new ClientConnections(connectionsPerClient);
        var builder = WebHosts.CreateBuilder(logs);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = LongestHeaders;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.KeepAliveTimeout = KeepConnection;
            kestrel.Limits.RequestHeadersTimeout = HeadersDeadline;
            foreach (var endPoint in endPoints)
            {
                kestrel.Listen(endPoint, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    clients.Guard(listen);
                });
            }
        });
        var host = new RedirectorHost(builder.Build(), clients);
        host._app.Run(host.AnswerAsync);
        await WebHosts.StartAsync(host._app, "redirector", endPoints).ConfigureAwait(false);
        var own = host.EndPoints;
        host._rules = new(zones, addresses, clock, offlinePage ?? new($"http://{own[0]}/"), own);
        return host;
    }

    /// <summary>Finishes the requests under way and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await WebHosts.StopAsync(_app).ConfigureAwait(false);
        _clients.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        // Where the offline page is follows from the port, which is known a moment after the first visitor may come.
        if (_rules is not { } rules)
        {
            return ShowOfflineAsync(context);
        }

        // Read as it came: the framework's own reading makes Unicode of A-labels, and fails with those that stand for none.
        var host = new HostString(context.Request.Headers.Host.ToString());
        if (IsHostOf(rules.OfflinePage, host))
        {
            return context.Request.Path == rules.OfflinePage.AbsolutePath ? ShowOfflineAsync(context) : ShowUnknownAsync(context);
        }

        var pathAndQuery = PathAndQuery(context);
        if (pathAndQuery.Any(c => c is <= ' ' or > '~'))
        {
            // What may not stand in a request's first line may not stand in our Location either.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        if (rules.Decide(host.Host, pathAndQuery, VisitorFamily(context)).Location is not { } location)
        {
            return ShowUnknownAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    private static IPFamily VisitorFamily(HttpContext context)
        => context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: false } address ? address.Family() : IPFamily.IPv4;

    private static bool IsHostOf(Uri page, HostString host)
        => host.Host.Equals(page.IdnHost, StringComparison.OrdinalIgnoreCase) && (host.Port ?? page.Port) == page.Port;

    /// <summary>As received, so that what the visitor's browser escaped stays escaped; a proxy's whole URL (RFC 9112, section 3.2.2) without its host.</summary>
    private static string PathAndQuery(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target.StartsWith('/') ? target : Uri.TryCreate(target, UriKind.Absolute, out var whole) ? whole.PathAndQuery : "/";
    }

    private static Task ShowOfflineAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return ShowAsync(context, StatusCodes.Status503ServiceUnavailable, OfflinePage.Offline);
    }

    private static Task ShowUnknownAsync(HttpContext context) => ShowAsync(context, StatusCodes.Status404NotFound, OfflinePage.Unknown);

    private static Task ShowAsync(HttpContext context, int status, ReadOnlyMemory<byte> page)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = page.Length;
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(page, context.RequestAborted).AsTask();
    }
}
