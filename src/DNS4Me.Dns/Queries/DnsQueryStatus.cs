namespace DNS4Me.Dns;

/// <summary>What a server is to do with a message it received.</summary>
public enum DnsQueryStatus
{
    /// <summary>A well-formed query with one question: answer it.</summary>
    Ok,
    /// <summary>Too short for a header, or itself a response: stay silent, so that two servers never answer each other's answers.</summary>
    Drop,
    /// <summary>Malformed, or not exactly one question (RFC 9619), or octets after the last record: answer <see cref="DnsRcode.FormErr"/>.</summary>
    FormErr,
    /// <summary>Not a standard query: answer <see cref="DnsRcode.NotImp"/>, or hand it to whoever knows its opcode.</summary>
    NotImp,
    /// <summary>Of an EDNS version that is not spoken here: answer <see cref="DnsRcode.BadVers"/> with an OPT record. RFC 6891, section 6.1.3.</summary>
    BadVers,
}
