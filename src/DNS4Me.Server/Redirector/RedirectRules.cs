using System.Net;
using DNS4Me.Dns;
using DNS4Me.Server.Dns;
using DNS4Me.Server.Presence;
using DNS4Me.Server.State;

namespace DNS4Me.Server.Redirector;

/// <summary>
/// Where a visitor is sent who asked the redirector for a name. Never to the redirector again: a target that leads back to it is
/// followed here, and one that leads nowhere else ends at the offline page.
/// </summary>
internal sealed class RedirectRules
{
    /// <summary>How many aliases, and redirects to names that are redirected too, are followed; a ring of them ends there.</summary>
    private const int MostSteps = 8;

    private const int WebPort = 80;

    private readonly ZoneCatalog _zones;
    private readonly RedirectorAddresses _redirector;
    private readonly ServiceClock _clock;
    private readonly IReadOnlyList<IPEndPoint> _ownEndPoints;

    /// <param name="zones">The names.</param>
    /// <param name="redirector">The addresses under which the world reaches the redirector, on the web's port.</param>
    /// <param name="clock">The clock of the leases.</param>
    /// <param name="offlinePage">The offline page.</param>
    /// <param name="ownEndPoints">Where the redirector listens.</param>
    public RedirectRules(ZoneCatalog zones, RedirectorAddresses redirector, ServiceClock clock, Uri offlinePage, IReadOnlyList<IPEndPoint> ownEndPoints)
        => (_zones, _redirector, _clock, OfflinePage, _ownEndPoints) = (zones, redirector, clock, offlinePage, ownEndPoints);

    /// <summary>The offline page, which the redirector serves itself.</summary>
    public Uri OfflinePage { get; }

    /// <summary>Decides for a request.</summary>
    /// <param name="host">The name in the Host header.</param>
    /// <param name="pathAndQuery">The path and query as received, for those redirects that keep them.</param>
    /// <param name="visitor">The family that the request came over: the visitor may have no other.</param>
    public RedirectDecision Decide(string host, string pathAndQuery, IPFamily visitor)
    {
        if (!DnsName.TryParse(host, out var name) || !TryFindHosts(name.ToCanonical(), out var match))
        {
            return RedirectDecision.Unknown;
        }

        for (var steps = 0; steps < MostSteps; steps++)
        {
            var location = LocationOf(match, pathAndQuery, visitor);
            if (location is null || IsRedirector(location))
            {
                break;
            }

            // A name of ours that is redirected itself: look where to, instead of sending the visitor round.
            if (!DnsName.TryParse(location.IdnHost, out var next) || location.Port != WebPort || !TryFindHosts(next.ToCanonical(), out match) || !FirstAnswer(match, visitor).IsRedirect)
            {
                // A host that has no A-labels cannot be led to.
                return new(WebUrl.ToAscii(location) ?? WebUrl.ToAscii(OfflinePage));
            }
        }

        return new(WebUrl.ToAscii(OfflinePage));
    }

    private Uri? LocationOf(HostMatch match, string pathAndQuery, IPFamily visitor) => FirstAnswer(match, visitor) switch
    {
        { Kind: HostAnswerKind.UrlRedirect, Url: { } url } => new(url),
        { Kind: HostAnswerKind.PortRedirect, Address: { } address } answer => Build(HostFor(match, address), answer.Port, pathAndQuery),

        // DNS answers the address itself, so it was an older answer that brought the visitor here.
        { Kind: HostAnswerKind.Address, Address: { } address } => Build(address.ToString(), WebPort, pathAndQuery),
        _ => null,
    };

    /// <summary>What the visitor's browser escaped stays escaped, and what it did not stays as it is.</summary>
    private static Uri Build(string host, int port, string pathAndQuery) => new(
        $"http://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}{pathAndQuery}",
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    /// <summary>
    /// For www the domain itself, where that leads to the same machine: a web server chooses its site by the name. Of each family it must have the current
    /// address alone, since the visitor's browser chooses.
    /// </summary>
    private string HostFor(HostMatch match, IPAddress address)
    {
        var context = match.Context;
        return context.IsWeb && HostLookup.Addresses(match.Domain, new HostContext(match.Domain, [], _clock.Now), _redirector) is { } root
            && root.Contains(address) && root.All(context.IsCurrent)
                ? match.Domain.Name.ToString(finalDot: false)
                : address.ToString();
    }

    /// <summary>
    /// A redirect that leads somewhere, if any record of the name is one, else the offline page, else an address; of the visitor's family before the other.
    /// </summary>
    private static HostAnswer FirstAnswer(HostMatch match, IPFamily visitor)
        => match.Node.Hosts
            .Select(host => (host.Family, Answer: match.Context.Answer(host)))
            .Where(host => host.Answer.Kind != HostAnswerKind.None)
            .OrderBy(host => Rank(host.Answer))
            .ThenBy(host => host.Family == visitor ? 0 : 1)
            .Select(host => host.Answer)
            .FirstOrDefault();

    private static int Rank(HostAnswer answer) => answer switch
    {
        { Kind: HostAnswerKind.UrlRedirect } or { Kind: HostAnswerKind.PortRedirect, Address: not null } => 0,
        { IsRedirect: true } => 1,
        _ => 2,
    };

    private bool IsRedirector(Uri location)
        => IPAddress.TryParse(location.Host.Trim('[', ']'), out var address)
            && ((location.Port == WebPort && _redirector.Of(address.Family()).Contains(address)) || _ownEndPoints.Contains(new(address, location.Port)));

    private bool TryFindHosts(DnsName name, out HostMatch match)
    {
        match = default;
        for (var steps = 0; steps < MostSteps; steps++)
        {
            if (!_zones.TryFind(name.Wire, out var zone) || zone.Domain is null || !zone.Tree.TryFind(name.Wire[..zone.RootOffset], out var node))
            {
                return false;
            }

            if (node.Alias is not { } alias)
            {
                match = new(zone.Domain, node, new(zone.Domain, name.Wire[..zone.RootOffset], _clock.Now));
                return node.Hosts.Count > 0;
            }

            name = DnsName.FromWire(alias.Data[0]);
        }

        return false;
    }

    private readonly record struct HostMatch(DomainEntry Domain, ZoneNode Node, HostContext Context);
}
