using System.Net;
using DNS4Me.Server.State;

namespace DNS4Me.Server.Dns;

/// <summary>What a domain's own name answers, for those who are not DNS.</summary>
internal static class HostLookup
{
    /// <summary>The addresses, IPv4 first; the redirector's while a redirect is in force.</summary>
    public static IReadOnlyList<IPAddress> Addresses(DomainEntry domain, HostContext context, RedirectorAddresses redirector)
        => domain.Zone.TryFind([], out var node)
            ? [.. node.Hosts.SelectMany(host => AddressesOf(host, context.Answer(host), redirector)).Distinct()]
            : [];

    private static IReadOnlyList<IPAddress> AddressesOf(HostRecord host, HostAnswer answer, RedirectorAddresses redirector) => answer.Kind switch
    {
        HostAnswerKind.None => [],
        HostAnswerKind.Address => [answer.Address!],
        _ => redirector.Of(host.Family),
    };
}
