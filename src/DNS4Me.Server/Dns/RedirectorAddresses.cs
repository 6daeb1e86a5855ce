using System.Net;

namespace DNS4Me.Server.Dns;

/// <summary>The addresses that a redirect target answers with.</summary>
/// <param name="IPv4">The IPv4 addresses.</param>
/// <param name="IPv6">The IPv6 addresses; without one, AAAA is not answered while a redirect is in force.</param>
public sealed record RedirectorAddresses(IReadOnlyList<IPAddress> IPv4, IReadOnlyList<IPAddress> IPv6)
{
    /// <summary>Sorts addresses by family.</summary>
    public static RedirectorAddresses Of(IReadOnlyCollection<IPAddress> addresses)
        => new([.. addresses.Where(a => a.Family() == IPFamily.IPv4)], [.. addresses.Where(a => a.Family() == IPFamily.IPv6)]);

    /// <summary>The addresses of a family.</summary>
    public IReadOnlyList<IPAddress> Of(IPFamily family) => family == IPFamily.IPv4 ? IPv4 : IPv6;
}
