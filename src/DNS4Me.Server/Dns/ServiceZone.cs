using System.Net;
using DNS4Me.Dns;

namespace DNS4Me.Server.Dns;

/// <summary>A zone of the service's own, below which accounts have their domains. It holds the hosts of the service that lie in it.</summary>
public sealed class ServiceZone
{
    /// <summary>Builds a zone.</summary>
    /// <param name="name">The zone's name, in lower case.</param>
    /// <param name="hosts">Hosts with fixed addresses; those outside the zone are left out.</param>
    public ServiceZone(DnsName name, IEnumerable<KeyValuePair<DnsName, IReadOnlyList<IPAddress>>> hosts)
    {
        Name = name;
        Tree = ZoneTree.Empty.With(
            [.. hosts
                .Where(host => host.Key.IsSubdomainOf(name))
                .GroupBy(host => host.Key, host => host.Value)
                .Select(host => KeyValuePair.Create<byte[], ZoneNode?>(
                    host.Key.ToCanonical().Wire[..^name.Wire.Length].ToArray(),
                    new() { Sets = [.. AddressSets([.. host.SelectMany(addresses => addresses).Distinct()])] }))],
            between: _ => ZoneNode.Empty);
    }

    /// <summary>The zone's name, in lower case.</summary>
    public DnsName Name { get; }

    /// <summary>The names in it, the accounts' domains excepted.</summary>
    public ZoneTree Tree { get; }

    private static IEnumerable<RecordSet> AddressSets(IReadOnlyList<IPAddress> addresses)
        => addresses
            .GroupBy(address => address.Family())
            .Select(family => new RecordSet(
                family.Key == IPFamily.IPv4 ? DnsType.A : DnsType.AAAA, ZoneAuthority.TimeToLive, [.. family.Select(address => address.GetAddressBytes())]));
}
