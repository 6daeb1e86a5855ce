namespace DNS4Me.Dns;

/// <summary>The one-bit flags of a message's second header word, at their places in it. RFC 1035, section 4.1.1; RFC 4035, section 3.</summary>
[Flags]
public enum DnsHeaderFlags : ushort
{
    /// <summary>None: a query that wants no recursion.</summary>
    None = 0,
    /// <summary>CD: the asker checks signatures itself.</summary>
    CheckingDisabled = 0x0010,
    /// <summary>AD: the data was found authentic.</summary>
    AuthenticData = 0x0020,
    /// <summary>Z: reserved, zero in what we send, kept in what we read.</summary>
    Reserved = 0x0040,
    /// <summary>RA: the server offers recursion.</summary>
    RecursionAvailable = 0x0080,
    /// <summary>RD: the asker wants recursion.</summary>
    RecursionDesired = 0x0100,
    /// <summary>TC: the message was cut; ask again over TCP.</summary>
    Truncated = 0x0200,
    /// <summary>AA: the server is an authority for the name.</summary>
    AuthoritativeAnswer = 0x0400,
    /// <summary>QR: the message is a response.</summary>
    Response = 0x8000,
}
