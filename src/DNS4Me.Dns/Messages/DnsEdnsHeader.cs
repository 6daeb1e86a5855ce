namespace DNS4Me.Dns;

/// <summary>
/// What the CLASS and TTL of an OPT record say. RFC 6891, section 6.1.2 and 6.1.3.
/// <code>
/// +------------+--------------+
/// | CLASS      | UDP payload  |
/// +------------+--------------+
/// | TTL        | extended RCODE (8) | version (8) | DO (1) | Z (15) |
/// +------------+--------------+
/// </code>
/// </summary>
/// <param name="UdpPayloadSize">The longest UDP message that the sender can take, as sent; values below 512 mean 512.</param>
/// <param name="ExtendedRcode">The upper eight bits of the response code.</param>
/// <param name="Version">The EDNS version; 0 is the only one there is.</param>
/// <param name="Flags">The flags.</param>
public readonly record struct DnsEdnsHeader(ushort UdpPayloadSize, byte ExtendedRcode, byte Version, DnsEdnsFlags Flags)
{
    /// <summary>The EDNS version that this library speaks.</summary>
    public const byte SupportedVersion = 0;

    private const int RcodeNibbleBits = 4;
    private const int RcodeNibbleMask = 0x0F;

    /// <summary>Whether the sender understands DNSSEC records.</summary>
    public bool DnssecOk => (Flags & DnsEdnsFlags.DnssecOk) != 0;

    /// <summary>The TTL field that says this.</summary>
    internal uint TimeToLive => ((uint)ExtendedRcode << 24) | ((uint)Version << 16) | (ushort)Flags;

    /// <summary>Reads the fields of an OPT record.</summary>
    internal static DnsEdnsHeader FromFields(ushort @class, uint timeToLive) =>
        new(@class, (byte)(timeToLive >> 24), (byte)(timeToLive >> 16), (DnsEdnsFlags)(ushort)timeToLive);

    /// <summary>The part of a response code that an OPT record carries.</summary>
    internal static byte UpperPart(DnsRcode rcode) => (byte)((int)rcode >> RcodeNibbleBits);

    /// <summary>The whole response code, of this record's part and the message header's.</summary>
    internal DnsRcode Combine(DnsRcode headerRcode) =>
        (DnsRcode)((ExtendedRcode << RcodeNibbleBits) | ((int)headerRcode & RcodeNibbleMask));
}
