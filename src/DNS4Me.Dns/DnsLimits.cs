namespace DNS4Me.Dns;

/// <summary>The sizes that the DNS wire format allows, all in octets unless a member says otherwise.</summary>
public static class DnsLimits
{
    /// <summary>The longest label. RFC 1035, section 2.3.4.</summary>
    public const int MaxLabelLength = 63;

    /// <summary>The longest name in wire form, the root's zero octet included. RFC 1035, section 2.3.4.</summary>
    public const int MaxNameLength = 255;

    /// <summary>The length of a message's header. RFC 1035, section 4.1.1.</summary>
    public const int HeaderLength = 12;

    /// <summary>The longest message: what TCP's two-octet length can say. RFC 1035, section 4.2.2.</summary>
    public const int MaxMessageLength = ushort.MaxValue;

    /// <summary>The longest UDP message to a peer that sent no OPT record. RFC 1035, section 2.3.4; RFC 6891, section 6.2.5.</summary>
    public const int MaxPlainUdpLength = 512;

    /// <summary>The UDP payload size that avoids fragmentation on today's paths. RFC 9715, section 3.2 (DNS flag day 2020).</summary>
    public const int DefaultUdpPayloadSize = 1232;

    /// <summary>The longest character string in TXT or HINFO data. RFC 1035, section 3.3.</summary>
    public const int MaxCharacterStringLength = 255;

    /// <summary>The length of an OPT record without options. RFC 6891, section 6.1.2.</summary>
    public const int OptRecordLength = 11;
}
