using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DNS4Me.Agent.Web;

/// <summary>What Kestrel hands requests to: nothing stands between the two.</summary>
internal sealed class SiteApplication(TimeProvider time, WebCounters counters) : IHttpApplication<WebExchange>
{
    private volatile WebForce? _force;
    private volatile int _httpsPort;

    /// <summary>What is in force; set before the first request.</summary>
    public WebForce Force
    {
        get => _force!;
        set => _force = value;
    }

    /// <summary>Whether anything was ever in force.</summary>
    public bool HasForce => _force is not null;

    /// <summary>Where HTTPS is served; null where it is not.</summary>
    public int? HttpsPort
    {
        get => _httpsPort == 0 ? null : _httpsPort;
        set => _httpsPort = value ?? 0;
    }

    /// <inheritdoc/>
    public WebExchange CreateContext(IFeatureCollection contextFeatures)
    {
        // Kestrel keeps one object a connection for whoever asks.
        var kept = contextFeatures as IHostContextContainer<WebExchange>;
        var exchange = kept?.HostContext ?? new WebExchange();
        if (kept is not null)
        {
            kept.HostContext = exchange;
        }

        exchange.Begin(contextFeatures, Force, time.GetUtcNow(), time.GetTimestamp());
        return exchange;
    }

    /// <inheritdoc/>
    public Task ProcessRequestAsync(WebExchange context)
    {
        try
        {
            var answered = SiteResponder.AnswerAsync(context, HttpsPort);
            return answered.IsCompletedSuccessfully ? answered : WatchAsync(context, answered);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return FailAsync(context, e);
        }
    }

    /// <inheritdoc/>
    public void DisposeContext(WebExchange context, Exception? exception)
    {
        counters.Answered(context.Sent, context.IsBrokenOff || context.Response.StatusCode >= StatusCodes.Status500InternalServerError);
        Log(context.Time, context.FindAddress(), context.Request, context.Response.StatusCode, context.Sent, time.GetElapsedTime(context.Started));
    }

    /// <summary>Notes a request that the server refused by itself.</summary>
    /// <param name="features">The request, as far as it was read, and its connection.</param>
    public void Refused(IFeatureCollection features)
    {
        // One that was answered is noted already: it is refused for what came behind it.
        if (features.GetRequiredFeature<IHttpResponseFeature>().HasStarted)
        {
            return;
        }

        var status = (features.Get<IBadRequestExceptionFeature>()?.Error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
        counters.Answered(0, failed: false);
        Log(time.GetUtcNow(), WebExchange.FindAddress(features), features.GetRequiredFeature<IHttpRequestFeature>(), status, 0, TimeSpan.Zero);
    }

    private void Log(DateTimeOffset at, string address, IHttpRequestFeature request, int status, long sent, TimeSpan taken)
    {
        var headers = request.Headers;
        Force.Log?.Add(new(at, address, request.Method ?? "", request.RawTarget ?? "", request.Protocol ?? "", status, sent, taken,
            headers.Host.ToString(), headers.Referer.ToString(), headers.UserAgent.ToString()));
    }

    private async Task WatchAsync(WebExchange exchange, Task answered)
    {
        try
        {
            await answered.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (exchange.Gone.IsCancellationRequested)
        {
            // The client has gone, and nobody misses the rest.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await FailAsync(exchange, e).ConfigureAwait(false);
        }
    }

    private Task FailAsync(WebExchange exchange, Exception failure)
    {
        counters.Failed(failure);
        if (exchange.Response.HasStarted)
        {
            exchange.BreakOff();
            return Task.CompletedTask;
        }

        exchange.Response.Headers.Clear();
        return SiteResponder.SendErrorAsync(exchange, StatusCodes.Status500InternalServerError);
    }
}
