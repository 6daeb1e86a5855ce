using System.Text.Json;

namespace DNS4Me.Service;

/// <summary>
/// How long records get as JSON. A page, or a batch and its results, must fit into one message of either protocol, and a thousand texts of the longest
/// kind would not.
/// </summary>
public static class RecordSize
{
    /// <summary>The most octets that the records of a page, or the results of a batch, may come to.</summary>
    public const int MostTogether = 3 * 1024 * 1024;

    /// <summary>Room for whatever has no long text: a record of short ones, or a fault's sentences.</summary>
    private const int Usual = 2048;

    /// <summary>What is in a record beside its texts: the members' names, the numbers, the punctuation.</summary>
    private const int Frame = 512;

    /// <summary>How long an octet of a text can get: as <c>\"</c>, each of whose characters JSON escapes.</summary>
    private const int LongestOctet = 8;

    /// <summary>How long a character of a URL can get.</summary>
    private const int LongestCharacter = 6;

    private const int LongestText = Frame + (CharacterStrings.LongestText * LongestOctet);
    private const int LongestUrls = Frame + (2 * WebUrl.MaxLength * LongestCharacter);
    private const int LongestProperty = Frame + (RecordRules.LongestValue * LongestCharacter);

    /// <summary>The most octets that a record comes to.</summary>
    public static int Of(DomainRecord record)
        => Frame + Length(record.Domain) + Length(record.Name) + Length(record.MailServer) + Length(record.CanonicalName) + Length(record.Text) + Length(record.Target)
            + Length(record.Tag) + Length(record.Value) + Length(record.OnlineTarget?.ToString()) + Length(record.OfflineTarget?.ToString()) + Length(record.CurrentData);

    /// <summary>The most octets that the result of a change, and the change itself, come to.</summary>
    /// <param name="values">What is known of the record: what is not, where it may be long, counts as if it were.</param>
    public static int OfResult(RecordValues values)
    {
        var given = Frame + Length(values.Domain) + Length(values.Name) + Length(values.MailServer) + Length(values.CanonicalName) + TextLength(values.Text) + Length(values.Target)
            + Length(values.Tag) + Length(values.Value) + Length(values.OnlineTarget?.ToString()) + Length(values.OfflineTarget?.ToString());
        var unknown = values.Type switch
        {
            null when values is { Text: null, Address: null, MailServer: null, CanonicalName: null } => LongestText,
            RecordType.TXT when values.Text is null => LongestText,
            RecordType.CAA when values.Value is null => LongestProperty,
            RecordType.A or RecordType.AAAA when (values.OnlineTarget ?? Target(values)) is null || values.OfflineTarget is null => LongestUrls,
            _ => 0,
        };
        return Math.Max(Usual, Math.Max(given, unknown));
    }

    private static HostTarget? Target(RecordValues values) => values.Address is null ? null : HostTarget.ToAddress(values.Address);

    /// <summary>A text in quotation marks may be given shorter than it is stored: an octet that is not printable as <c>\123</c>.</summary>
    private static int TextLength(string? text)
        => text is not null && text.StartsWith("\"", StringComparison.Ordinal) ? 2 * Length(text) : Length(text);

    private static int Length(string? text) => text is null ? 0 : JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length;
}
