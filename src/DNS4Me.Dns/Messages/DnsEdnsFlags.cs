namespace DNS4Me.Dns;

/// <summary>The flags in an OPT record; unknown ones survive. RFC 6891, section 6.1.4.</summary>
[Flags]
public enum DnsEdnsFlags : ushort
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>DO: the asker understands DNSSEC records. RFC 3225, section 3.</summary>
    DnssecOk = 0x8000,
}
