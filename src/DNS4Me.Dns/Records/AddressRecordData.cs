using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Dns;

/// <summary>What A and AAAA records have in common: one host address.</summary>
public abstract record AddressRecordData : DnsRecordData
{
    private protected AddressRecordData(IPAddress address, AddressFamily family)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily != family)
        {
            throw new ArgumentException($"The address {address} is not of the record's family ({family}).", nameof(address));
        }

        // A copy, because a scope has no place in a record and must not make two records differ.
        Address = new IPAddress(address.GetAddressBytes());
    }

    /// <summary>The address, without a scope.</summary>
    public IPAddress Address { get; }

    /// <summary>Makes the record data that fits an address's family.</summary>
    /// <param name="address">An IPv4 or IPv6 address; an IPv4 address mapped into IPv6 stays IPv6.</param>
    /// <exception cref="ArgumentException">The address is of neither family.</exception>
    public static AddressRecordData Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily == AddressFamily.InterNetwork ? new ARecordData(address) : new AaaaRecordData(address);
    }

    internal override void Write(IBufferWriter<byte> output) => output.Write(Address.GetAddressBytes());

    private protected override string ToPresentation() => Address.ToString();
}
