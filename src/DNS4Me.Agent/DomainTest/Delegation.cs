using System.Net;
using DNS4Me.Agent.Dns;
using DNS4Me.Dns;
using DNS4Me.Local;

namespace DNS4Me.Agent.DomainTest;

/// <summary>
/// Follows the delegation of a domain from the root of the name tree down, as the world's resolvers do (RFC 1034, section 5.3.3). The machine's own resolver is
/// asked for the addresses of name servers alone, and its word about the domain is never taken.
/// </summary>
/// <param name="resolver">The machine's resolver.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="endPointOf">Where the server at an address listens; by default at DNS's own port.</param>
/// <param name="resolverPort">Where the machine's resolver listens.</param>
internal sealed class Delegation(DnsResolver resolver, TimeProvider time, Func<IPAddress, IPEndPoint>? endPointOf = null, int resolverPort = ResolveRequest.DefaultPort)
{
    private const int MostSteps = 16;

    /// <summary>How many name servers are tried at a step on the way; of the last all are.</summary>
    private const int MostTried = 4;

    /// <summary>The most servers that a domain is tested at.</summary>
    private const int MostServers = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Func<IPAddress, IPEndPoint> _endPointOf = endPointOf ?? (address => new(address, ResolveRequest.DefaultPort));

    /// <summary>The servers that the delegation of a domain leads to.</summary>
    /// <exception cref="DNS4MeException">It leads nowhere: <see cref="FaultCode.DnsNameUnknown"/> when a zone on the way says that there is no such name.</exception>
    public async Task<IReadOnlyList<Authority>> FindAsync(DnsName domain, CancellationToken cancellation)
    {
        var zone = DnsName.Root;
        var servers = await RootAsync(cancellation).ConfigureAwait(false);
        for (var step = 0; step < MostSteps; step++)
        {
            var (answer, by) = await (step == 0 ? AskRootAsync(servers, domain, cancellation) : AskAsync(servers, domain, cancellation)).ConfigureAwait(false);
            if (answer.Rcode == DnsRcode.NXDomain)
            {
                throw new DNS4MeException(Faults.DnsNameUnknown(by.ToString(), domain.ToString(finalDot: false)));
            }

            // A referral leads closer to the domain, always; whatever else names servers is no delegation. RFC 2181, section 5.4.1.
            var named = (answer.IsAuthoritative ? answer.Answers : answer.Authorities)
                .Where(record => record.Data is NsRecordData && domain.IsSubdomainOf(record.Name) && record.Name.LabelCount > zone.LabelCount)
                .ToList();
            if (named.Count == 0)
            {
                return answer.IsAuthoritative ? servers : throw new DNS4MeException(Faults.DnsFailed(by.ToString(), domain.ToString(finalDot: false), "a referral that leads nowhere"));
            }

            zone = named[0].Name;
            var next = await AddressesAsync(named.Where(record => record.Name == zone).Select(record => ((NsRecordData)record.Data).NameServer), answer.Additionals, cancellation).ConfigureAwait(false);
            servers = next.Count > 0 ? next : throw new DNS4MeException(Faults.DnsUnreachable(zone.ToString(), "none of its name servers has an address."));
            if (zone == domain)
            {
                return servers;
            }
        }

        throw new DNS4MeException(Faults.DnsFailed(servers[0].ToString(), domain.ToString(finalDot: false), "referrals without end"));
    }

    /// <summary>The root as the machine's network has it, which may be one of its own; else as the world has it.</summary>
    private async Task<IReadOnlyList<Authority>> RootAsync(CancellationToken cancellation)
    {
        try
        {
            var roots = await resolver.ResolveAsync(Question(DnsName.Root, DnsType.NS), cancellation).ConfigureAwait(false);
            var names = roots.Records.Where(record => record is { Type: nameof(DnsType.NS), Section: nameof(DnsSection.Answer) }).Select(record => DnsName.Parse(record.Data)).Take(MostTried);
            return await AddressesAsync(names, [], cancellation).ConfigureAwait(false) is { Count: > 0 } found ? found : RootHints.Servers(_endPointOf);
        }
        catch (DNS4MeException)
        {
            return RootHints.Servers(_endPointOf);
        }
    }

    private async Task<(DnsMessage Answer, Authority By)> AskRootAsync(IReadOnlyList<Authority> servers, DnsName domain, CancellationToken cancellation)
    {
        try
        {
            return await AskAsync(servers, domain, cancellation).ConfigureAwait(false);
        }
        catch (DNS4MeException e)
        {
            throw new DNS4MeException(Faults.DelegationUnknown(domain.ToString(finalDot: false), e.Fault.Message), e);
        }
    }

    /// <summary>Asks for the name servers, one server after the other, until one answers.</summary>
    private async Task<(DnsMessage Answer, Authority By)> AskAsync(IReadOnlyList<Authority> servers, DnsName domain, CancellationToken cancellation)
    {
        DNS4MeException? failure = null;
        foreach (var server in servers.OrderBy(server => server.EndPoint.AddressFamily).Take(MostTried))
        {
            try
            {
                var answer = await DnsAsker.AskAsync(server.EndPoint, domain, DnsType.NS, recursionDesired: false, tcp: false, Patience, time, cancellation).ConfigureAwait(false);
                if (answer.Rcode is DnsRcode.NoError or DnsRcode.NXDomain)
                {
                    return (answer, server);
                }

                failure = new(Faults.DnsFailed(server.ToString(), domain.ToString(finalDot: false), answer.Rcode.ToText()));
            }
            catch (DNS4MeException e)
            {
                failure = e;
            }
        }

        throw failure!;
    }

    /// <summary>Addresses that the referral itself holds come first: without them a server within its own zone could never be found.</summary>
    private async Task<IReadOnlyList<Authority>> AddressesAsync(IEnumerable<DnsName> names, IReadOnlyList<DnsResourceRecord> glue, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(names.Distinct().Take(MostServers).Select(async name =>
        {
            var addresses = glue.Where(record => record.Name == name).Select(record => record.Data).OfType<AddressRecordData>().Select(data => data.Address).ToList();
            if (addresses.Count == 0)
            {
                addresses = [.. await ResolveAsync(name, DnsType.A, cancellation).ConfigureAwait(false), .. await ResolveAsync(name, DnsType.AAAA, cancellation).ConfigureAwait(false)];
            }

            return addresses.Select(address => new Authority(name.ToString(finalDot: false), _endPointOf(address)));
        })).ConfigureAwait(false);
        return [.. found.SelectMany(server => server).DistinctBy(server => server.EndPoint).Take(MostServers)];
    }

    private async Task<IEnumerable<IPAddress>> ResolveAsync(DnsName name, DnsType type, CancellationToken cancellation)
    {
        try
        {
            var answer = await resolver.ResolveAsync(Question(name, type), cancellation).ConfigureAwait(false);
            return answer.Records.Where(record => record.Section == nameof(DnsSection.Answer)).Select(record => record.Address).OfType<IPAddress>();
        }
        catch (DNS4MeException)
        {
            // A server that is not found is not asked; that none is found is told.
            return [];
        }
    }

    private ResolveRequest Question(DnsName name, DnsType type) => new() { Name = name.ToString(), Type = type.ToText(), Port = resolverPort };
}
