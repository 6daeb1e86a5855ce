using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Dns;

/// <summary>An IPv6 host address: 128 bits in network order. RFC 3596, section 2.2.</summary>
public sealed record AaaaRecordData : AddressRecordData
{
    private const int AddressLength = 16;

    /// <summary>Creates the data.</summary>
    /// <param name="address">An IPv6 address; its scope is left out.</param>
    /// <exception cref="ArgumentException">It is not one.</exception>
    public AaaaRecordData(IPAddress address)
        : base(address, AddressFamily.InterNetworkV6)
    {
    }

    /// <inheritdoc/>
    public override DnsType Type => DnsType.AAAA;

    internal static AaaaRecordData Read(ref DnsWireReader rdata) => new(new IPAddress(rdata.ReadBytes(AddressLength)));
}
