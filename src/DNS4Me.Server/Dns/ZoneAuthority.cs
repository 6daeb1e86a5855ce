using DNS4Me.Dns;

namespace DNS4Me.Server.Dns;

/// <summary>What every zone of this server has at its apex: the SOA and the NS records.</summary>
public sealed class ZoneAuthority
{
    /// <summary>How long the records at the apex may be kept, in seconds: they change when the server moves.</summary>
    public const int TimeToLive = 3600;

    /// <summary>
    /// How long "there is no such thing" may be kept, in seconds (RFC 2308, section 4): no longer than a default record, since a name
    /// without an IPv6 address today may have one in a minute.
    /// </summary>
    public const int NegativeTimeToLive = DomainRecord.DefaultTimeToLive;

    private const uint Refresh = 3600;
    private const uint Retry = 600;
    private const uint Expire = 1209600;

    /// <summary>Builds the records.</summary>
    /// <param name="nameServers">The name servers, the primary first.</param>
    /// <param name="hostmaster">The keeper's mailbox as a name (RFC 1035, section 3.3.13).</param>
    /// <param name="serial">The serial number. Zones are computed and never transferred, so it tells the server's starts apart and no more.</param>
    public ZoneAuthority(IReadOnlyList<DnsName> nameServers, DnsName hostmaster, uint serial)
    {
        Soa = new SoaRecordData(nameServers[0], hostmaster, serial, Refresh, Retry, Expire, NegativeTimeToLive).ToWire();
        NameServers = new(DnsType.NS, TimeToLive, [.. nameServers.Select(name => new NsRecordData(name).ToWire())]);
    }

    /// <summary>The SOA record's data.</summary>
    public byte[] Soa { get; }

    /// <summary>The NS records.</summary>
    public RecordSet NameServers { get; }
}
