using System.Net;
using DNS4Me.Dns;
using DNS4Me.Server.Store;
using DNS4Me.Service;

namespace DNS4Me.Server.Configuration;

/// <summary>How a server runs: built and checked once.</summary>
public sealed record ServerConfiguration
{
    /// <summary>Where the store, the server's own certificate and its lock are.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where the HTTPS API listens.</summary>
    public required IReadOnlyList<IPEndPoint> Api { get; init; }

    /// <summary>Where DNS is answered, over UDP and TCP.</summary>
    public required IReadOnlyList<IPEndPoint> Dns { get; init; }

    /// <summary>How many threads answer DNS over UDP at each endpoint.</summary>
    public int DnsThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where the redirector listens.</summary>
    public required IReadOnlyList<IPEndPoint> Redirector { get; init; }

    /// <summary>How many connections one client may have to the API, and as many to the redirector: an IPv4 address, or an IPv6 network of 64 bits.</summary>
    public int ConnectionsPerClient { get; init; } = 1000;

    /// <summary>The addresses under which the world reaches the redirector.</summary>
    public required IReadOnlyList<IPAddress> RedirectorAddresses { get; init; }

    /// <summary>The offline page's URL, served by the redirector; null: the redirector's own endpoint.</summary>
    public Uri? OfflinePage { get; init; }

    /// <summary>The API's certificate; null: one that the server makes and keeps.</summary>
    public CertificateFiles? Certificate { get; init; }

    /// <summary>The service's own zones, in lower-case A-labels.</summary>
    public required IReadOnlyList<string> ServiceZones { get; init; }

    /// <summary>The name servers of every zone, the primary first.</summary>
    public required IReadOnlyList<NameServer> NameServers { get; init; }

    /// <summary>The zones' keeper as a mailbox name (RFC 1035, section 3.3.13).</summary>
    public required DnsName Hostmaster { get; init; }

    /// <summary>The newest release of the module that clients are told of: the server's own version where the operator names none, since the two are released together.</summary>
    public ReleaseInfo Release { get; init; } = new() { Version = OwnVersion };

    /// <summary>The version of this program.</summary>
    internal static string OwnVersion { get; } = typeof(ServerConfiguration).Assembly.GetName().Version!.ToString(3);

    /// <summary>The service's own hosts: the name servers, and the offline page's, which is the redirector.</summary>
    public IEnumerable<KeyValuePair<DnsName, IReadOnlyList<IPAddress>>> OwnHosts
    {
        get
        {
            var hosts = NameServers.Select(server => KeyValuePair.Create(server.Name, server.Addresses));
            return OfflinePage is { HostNameType: UriHostNameType.Dns } page
                ? hosts.Append(KeyValuePair.Create(DnsName.Parse(page.IdnHost), RedirectorAddresses))
                : hosts;
        }
    }

    /// <summary>The names that no account's domain may take.</summary>
    public ServiceNames OwnNames => new(ServiceZones, [.. OwnHosts.Select(host => host.Key.ToCanonical().ToString(finalDot: false))]);
}
