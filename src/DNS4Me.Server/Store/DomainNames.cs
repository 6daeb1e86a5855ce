namespace DNS4Me.Server.Store;

/// <summary>Which names can be an account's domain.</summary>
internal static class DomainNames
{
    /// <summary>
    /// Checks a name: either one label below a service zone, or outside all of them, with two labels or more, of letters, digits and
    /// hyphens. Internationalised names are taken as A-labels (RFC 5890).
    /// </summary>
    /// <returns>The name in lower-case A-labels, and the service zone it lies below; null for one brought by its owner.</returns>
    /// <exception cref="DNS4MeException">The name cannot be a domain.</exception>
    public static (string Name, string? Zone) Check(string domain, ServiceNames service)
    {
        var name = NameRules.ToHostName(domain) ?? throw new DNS4MeException(ServerFaults.BadDomain(domain, "it is not a domain name of two labels or more."));
        if (service.Zones.FirstOrDefault(zone => zone == name || IsBelow(zone, name)) is { } enclosed)
        {
            throw new DNS4MeException(ServerFaults.BadDomain(name, $"it would enclose the service zone '{enclosed}'."));
        }

        if (service.Hosts.FirstOrDefault(host => host == name || IsBelow(host, name)) is { } own)
        {
            throw new DNS4MeException(ServerFaults.BadDomain(name, $"it would take '{own}' from the service itself."));
        }

        var zone = service.Zones.Where(zone => IsBelow(name, zone)).MaxBy(zone => zone.Length);
        return zone is null || !name[..^(zone.Length + 1)].Contains('.', StringComparison.Ordinal)
            ? (name, zone)
            : throw new DNS4MeException(ServerFaults.BadDomain(name, $"a domain lies one label below its service zone '{zone}'."));
    }

    private static bool IsBelow(string name, string zone) => name.EndsWith('.' + zone, StringComparison.Ordinal);
}
