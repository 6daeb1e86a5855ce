namespace DNS4Me.Dns;

/// <summary>Where things stand in a message. RFC 1035, section 4.1.1.</summary>
internal static class MessageLayout
{
    private const int FirstCountOffset = 4;

    /// <summary>Where the header counts a section's entries.</summary>
    internal static int CountOffset(DnsSection section) => FirstCountOffset + (2 * (int)section);
}
