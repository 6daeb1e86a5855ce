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
        if (Force.Log is { } log)
        {
            var (request, headers) = (context.Request, context.Request.Headers);
            log.Add(new(context.Time, context.FindAddress(), request.Method, request.RawTarget, request.Protocol, context.Response.StatusCode, context.Sent,
                time.GetElapsedTime(context.Started), headers.Host.ToString(), headers.Referer.ToString(), headers.UserAgent.ToString()));
        }
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
