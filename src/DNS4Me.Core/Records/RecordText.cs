using System.Globalization;

namespace DNS4Me;

/// <summary>Records as text, in DNS's own form (RFC 1035, section 5.1) where it has one.</summary>
public static class RecordText
{
    /// <summary>What stands for the offline page.</summary>
    public const string OfflinePage = "offline page";

    private const int LongestInMessage = 100;

    /// <summary>A record's data: the targets of a host record, and DNS's own form, with full names, for other types.</summary>
    public static string DataOf(DomainRecord record) => record.Type switch
    {
        RecordType.A or RecordType.AAAA => $"{record.OnlineTarget ?? HostTarget.Default} / {record.OfflineTarget ?? HostTarget.Default}",
        RecordType.MX => Invariant($"{record.Priority} {record.MailServer}"),
        RecordType.CNAME => record.CanonicalName ?? "",
        RecordType.TXT => CharacterStrings.Quote(record.Text ?? ""),
        RecordType.SRV => Invariant($"{record.Priority} {record.Weight} {record.Port} {record.Target}"),
        RecordType.CAA => Invariant($"{record.Flags} {record.Tag} {CharacterStrings.QuoteOne(CharacterStrings.Encode(record.Value ?? ""))}"),
        _ => "",
    };

    /// <summary>What a host record comes to: an address, the URL that web requests are led to, <see cref="OfflinePage"/>, or nothing.</summary>
    public static string DataOf(HostAnswer answer) => answer.Kind switch
    {
        HostAnswerKind.Address => answer.Address!.ToString(),
        HostAnswerKind.UrlRedirect => answer.Url!,
        HostAnswerKind.PortRedirect when answer.Address is { } address => Invariant($"http://{(address.Family() == IPFamily.IPv6 ? $"[{address}]" : $"{address}")}:{answer.Port}/"),
        HostAnswerKind.PortRedirect or HostAnswerKind.OfflinePage => OfflinePage,
        _ => "",
    };

    /// <summary>Data that are too long for a message, cut.</summary>
    public static string Shorten(string data) => data.Length <= LongestInMessage ? data : $"{data.Substring(0, LongestInMessage)}…";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
