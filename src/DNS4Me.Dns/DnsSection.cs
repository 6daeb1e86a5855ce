namespace DNS4Me.Dns;

/// <summary>A section of a message, in wire order. RFC 1035, section 4.1; in brackets its name in an update, RFC 2136, section 2.</summary>
public enum DnsSection
{
    /// <summary>The questions (zone).</summary>
    Question,
    /// <summary>The answers (prerequisites).</summary>
    Answer,
    /// <summary>The authorities (updates).</summary>
    Authority,
    /// <summary>The additional records.</summary>
    Additional,
}
