using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace DNS4Me.Agent.Web;

/// <summary>Logs the requests that Kestrel refuses by itself, and so never hands on: those that are no HTTP, too long or too slow. Whoever bans attackers by the log finds them there too.</summary>
internal sealed class RefusedRequests(SiteApplication application) : IObserver<KeyValuePair<string, object?>>
{
    /// <summary>The event by which Kestrel tells of a refused request; the connection's features come with it.</summary>
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>What Kestrel's events are told to.</summary>
    public DiagnosticListener CreateSource()
    {
        var source = new DiagnosticListener("DNS4Me.Web");
        source.Subscribe(this, (name, _, _) => name == Refused);
        return source;
    }

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is IFeatureCollection features)
        {
            application.Refused(features);
        }
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
    }
}
