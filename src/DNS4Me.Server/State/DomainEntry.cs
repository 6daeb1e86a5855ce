using DNS4Me.Dns;
using DNS4Me.Server.Dns;

namespace DNS4Me.Server.State;

/// <summary>A domain's place in memory: what stays while its zone is replaced.</summary>
public sealed class DomainEntry
{
    private volatile ZoneTree _zone;

    /// <summary>A place with its first zone.</summary>
    /// <param name="id">The domain's key in the store.</param>
    /// <param name="name">The name, in lower case.</param>
    /// <param name="serviceZone">The service zone it lies below; null for a domain brought by its owner.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="zone">Its names.</param>
    public DomainEntry(long id, DnsName name, string? serviceZone, AccountEntry account, ZoneTree zone)
    {
        (Id, Name, ServiceZone, Account, _zone) = (id, name, serviceZone, account, zone);
        ZoneOffset = serviceZone is null ? 0 : name.Wire.Length - DnsName.Parse(serviceZone).Wire.Length;
    }

    /// <summary>The domain's key in the store.</summary>
    public long Id { get; }

    /// <summary>The name, in lower case.</summary>
    public DnsName Name { get; }

    /// <summary>The service zone the domain lies below; null for a domain brought by its owner, which is a zone of its own.</summary>
    public string? ServiceZone { get; }

    /// <summary>Whose it is.</summary>
    public AccountEntry Account { get; }

    /// <summary>The octet of <see cref="Name"/> at which the name of the zone that the domain is part of starts; 0 for a zone of its own.</summary>
    public int ZoneOffset { get; }

    /// <summary>The names that exist in it, as of the last commit.</summary>
    public ZoneTree Zone => _zone;

    /// <summary>Shows a committed zone to all readers. The store's writer alone calls this.</summary>
    internal void Publish(ZoneTree zone) => _zone = zone;
}
