using System.Net;
using DNS4Me.Server.Dns;
using DNS4Me.Server.Hosting;
using DNS4Me.Server.State;
using DNS4Me.Server.Store;
using DNS4Me.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace DNS4Me.Server.Api;

/// <summary>The HTTPS API. See <see cref="ServiceRoutes"/>.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    /// <summary>The longest body, in octets: settings are far shorter. Batches of records have a limit of their own.</summary>
    private const int LongestBody = 64 * 1024;

    private const int LongestHeaders = 16 * 1024;
    private const int MostConnections = 20_000;

    /// <summary>How long an idle connection is kept: agents come back in minutes, and a held one costs tens of kilobytes.</summary>
    private static readonly TimeSpan KeepConnection = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan HeadersDeadline = TimeSpan.FromSeconds(10);
    private static readonly MinDataRate SlowestBody = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    private readonly WebApplication _app;
    private readonly ApiRoutes _routes;
    private readonly ApiAuthentication _authentication;
    private readonly ClientConnections _clients;
    private readonly ILogger _log;

    private ApiHost(WebApplication app, ApiRoutes routes, ApiAuthentication authentication, ClientConnections clients, ILogger log)
        => (_app, _routes, _authentication, _clients, _log) = (app, routes, authentication, clients, log);

    /// <summary>The endpoints that are open.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => WebHosts.EndPoints(_app);

    /// <summary>Opens the endpoints and begins to answer.</summary>
    /// <exception cref="DNS4MeException">An endpoint could not be opened; none is.</exception>
    public static async Task<ApiHost> StartAsync(
        IReadOnlyList<IPEndPoint> endPoints, int connectionsPerClient, CertificateKeeper certificate, ServiceStore store, RedirectorAddresses redirector, ReleaseInfo release, ILoggerFactory logs)
    {
        var clients = new ClientConnections(connectionsPerClient);
        var builder = WebHosts.CreateBuilder(logs);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = LongestHeaders;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.KeepAliveTimeout = KeepConnection;
            kestrel.Limits.RequestHeadersTimeout = HeadersDeadline;
            kestrel.Limits.MinRequestBodyDataRate = SlowestBody;
            kestrel.Limits.MinResponseDataRate = SlowestBody;
            foreach (var endPoint in endPoints)
            {
                kestrel.Listen(endPoint, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1AndHttp2;
                    clients.Guard(listen);
                    listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(certificate.Options) });
                });
            }
        });
        var host = new ApiHost(builder.Build(), new(store, redirector, release), new(store.Directory), clients, logs.CreateLogger<ApiHost>());
        host.Map();
        await WebHosts.StartAsync(host._app, "API", endPoints).ConfigureAwait(false);
        return host;
    }

    /// <summary>Finishes the requests under way and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await WebHosts.StopAsync(_app).ConfigureAwait(false);
        _authentication.Dispose();
        _routes.Dispose();
        _clients.Dispose();
    }

    private void Map()
    {
        _app.Use(GuardAsync);
        _app.UseRouting();
        foreach (var route in _routes.All)
        {
            _app.MapMethods(route.Path, [route.Method], route.OpenEndpoint ?? Opened(route.Endpoint!));
        }
    }

    /// <summary>An endpoint for the holder of a registration ID.</summary>
    private RequestDelegate Opened(Func<HttpContext, AccountEntry, Task> endpoint)
        => context => endpoint(context, _authentication.Authenticate(context));

    /// <summary>Marks every answer as the service's, keeps it out of caches, and turns every failure into a problem.</summary>
    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers[ServiceRoutes.ServiceHeader] = ServiceRoutes.ProtocolVersion;
        context.Response.Headers.CacheControl = "no-store";
        var problem = await ProblemOfAsync(context, next).ConfigureAwait(false);
        if (problem is not null && !context.Response.HasStarted)
        {
            await ApiJson.WriteProblemAsync(context, problem).ConfigureAwait(false);
        }
    }

    private async Task<ServiceProblem?> ProblemOfAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            return context.Response.StatusCode switch
            {
                StatusCodes.Status404NotFound => new ApiProblem(Faults.NotFound(context.Request.Path)).Problem,
                StatusCodes.Status405MethodNotAllowed => new ApiProblem(
                    Faults.InvalidValue("method", $"{context.Request.Method} is not for {context.Request.Path}."), context.Response.StatusCode).Problem,
                _ => null,
            };
        }
        catch (ApiProblem e)
        {
            return e.Problem;
        }
        catch (DNS4MeException e)
        {
            return new ApiProblem(e.Faults).Problem;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            _log.LogError(e, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
            return ServiceProblem.From(Faults.InternalError(e.Message));
        }
    }
}
