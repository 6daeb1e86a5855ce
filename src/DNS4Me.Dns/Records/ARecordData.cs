using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Dns;

/// <summary>
/// An IPv4 host address. RFC 1035, section 3.4.1.
/// <code>
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// |                    ADDRESS                    |
/// |                                               |
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </summary>
public sealed record ARecordData : AddressRecordData
{
    private const int AddressLength = 4;

    /// <summary>Creates the data.</summary>
    /// <param name="address">An IPv4 address.</param>
    /// <exception cref="ArgumentException">It is not one.</exception>
    public ARecordData(IPAddress address)
        : base(address, AddressFamily.InterNetwork)
    {
    }

    /// <inheritdoc/>
    public override DnsType Type => DnsType.A;

    internal static ARecordData Read(ref DnsWireReader rdata) => new(new IPAddress(rdata.ReadBytes(AddressLength)));
}
