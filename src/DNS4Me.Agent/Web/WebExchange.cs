using System.Net;
using DNS4Me.Agent.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DNS4Me.Agent.Web;

/// <summary>A request and its answer. One object serves all requests of a connection, one after another, and remembers what rarely changes between them.</summary>
internal sealed class WebExchange
{
    private IPAddress? _address;
    private string _addressText = "-";
    private string? _host;
    private SiteTable<Site>? _sites;
    private Site? _site;
    private string? _codingField;
    private AcceptEncoding _codings;

    /// <summary>The request.</summary>
    public IHttpRequestFeature Request { get; private set; } = null!;

    /// <summary>The answer's head.</summary>
    public IHttpResponseFeature Response { get; private set; } = null!;

    /// <summary>The answer's body.</summary>
    public IHttpResponseBodyFeature Body { get; private set; } = null!;

    /// <summary>The connection's features, and the request's.</summary>
    public IFeatureCollection Features { get; private set; } = null!;

    /// <summary>What was in force when the request came.</summary>
    public WebForce Force { get; private set; } = null!;

    /// <summary>When it came.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>When it came, as a time stamp of the clock.</summary>
    public long Started { get; private set; }

    /// <summary>How many bytes of body were sent.</summary>
    public long Sent { get; set; }

    /// <summary>Whether the answer's body was broken off here.</summary>
    public bool IsBrokenOff { get; private set; }

    /// <summary>Whether the answer has no body, since the head alone is wanted.</summary>
    public bool IsHead { get; private set; }

    /// <summary>The request's target: path and query.</summary>
    public string Target { get; private set; } = "";

    /// <summary>Ends when the client has gone.</summary>
    public CancellationToken Gone => Features.Get<IHttpRequestLifetimeFeature>()!.RequestAborted;

    /// <summary>Whether the request came over TLS.</summary>
    public bool IsSecure => Request.Scheme == "https";

    /// <summary>Begins with a new request.</summary>
    public void Begin(IFeatureCollection features, WebForce force, DateTimeOffset time, long started)
    {
        Features = features;
        Request = features.Get<IHttpRequestFeature>()!;
        Response = features.Get<IHttpResponseFeature>()!;
        Body = features.Get<IHttpResponseBodyFeature>()!;
        (Force, Time, Started, Sent, IsBrokenOff) = (force, time, started, 0, false);
        IsHead = Request.Method == HttpMethods.Head;
        Target = PathAndQuery(Request.RawTarget);
    }

    /// <summary>The site that answers; null when there is none.</summary>
    public Site? FindSite()
    {
        // The server gives the same text again while a client sends the same.
        var host = Request.Headers.Host.ToString();
        if (!ReferenceEquals(host, _host) || !ReferenceEquals(Force.Sites, _sites))
        {
            (_host, _sites) = (host, Force.Sites);
            _site = Force.Sites.Find(HostName.Read(host));
        }

        return _site;
    }

    /// <summary>The codings that the client takes.</summary>
    public AcceptEncoding FindCodings()
    {
        var field = Request.Headers.AcceptEncoding.ToString();
        if (!ReferenceEquals(field, _codingField))
        {
            (_codingField, _codings) = (field, AcceptEncoding.Read(field));
        }

        return _codings;
    }

    /// <summary>The client's address.</summary>
    public string FindAddress()
    {
        var address = AddressOf(Features);
        if (!ReferenceEquals(address, _address))
        {
            _address = address;
            _addressText = TextOf(address);
        }

        return _addressText;
    }

    /// <summary>The address of a connection's client.</summary>
    public static string FindAddress(IFeatureCollection features) => TextOf(AddressOf(features));

    /// <summary>Breaks the answer off, so that the client does not take what it has for the whole.</summary>
    public void BreakOff()
    {
        IsBrokenOff = true;
        Features.Get<IHttpRequestLifetimeFeature>()!.Abort();
    }

    private static IPAddress? AddressOf(IFeatureCollection features) => features.Get<IHttpConnectionFeature>()?.RemoteIpAddress;

    private static string TextOf(IPAddress? address) => address is null ? "-" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    /// <summary>A target in absolute form (RFC 9112, section 3.2.2) stands for the path in it; its host is the Host field's, as the server has made sure.</summary>
    private static string PathAndQuery(string target)
    {
        if (target.StartsWith('/') || target.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var authority))
        {
            return target;
        }

        var end = target.AsSpan(authority + 3).IndexOfAny('/', '?');
        return end < 0 ? "/" : target[authority + 3 + end] == '/' ? target[(authority + 3 + end)..] : "/" + target[(authority + 3 + end)..];
    }
}
