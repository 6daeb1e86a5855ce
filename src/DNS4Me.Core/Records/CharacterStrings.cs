using System.Globalization;
using System.Text;

namespace DNS4Me;

/// <summary>
/// The text of a TXT record. Text as people write it is cut into strings of 255 octets of UTF-8, which readers join again (RFC 7208, section 3.3).
/// Text that begins with a quotation mark is DNS's own form (RFC 1035, section 5.1): strings in quotation marks, <c>\"</c> and <c>\\</c> for those
/// characters, <c>\123</c> for any octet. It is for texts whose cuts or octets matter.
/// </summary>
public static class CharacterStrings
{
    /// <summary>The longest single string, in octets (RFC 1035, section 3.3).</summary>
    public const int Longest = 255;

    /// <summary>The longest text, in octets without the strings' own lengths. DNS allows more; such an answer would not fit beside others.</summary>
    public const int LongestText = 8192;

    /// <summary>The longest text in DNS's own form, in characters: enough for <see cref="LongestText"/> escaped octets. It holds for the stored form too.</summary>
    private const int LongestQuoted = LongestText * 5;

    private const char Mark = '"';
    private const char Escape = '\\';

    /// <summary>Text as octets.</summary>
    public static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Reads a text.</summary>
    /// <param name="text">Either form.</param>
    /// <param name="strings">The strings, each of at most <see cref="Longest"/> octets; one at least.</param>
    /// <returns>False when the text is neither form, or too long.</returns>
    public static bool TryParse(string text, out IReadOnlyList<byte[]> strings)
    {
        strings = [];
        if (text.Length > LongestQuoted)
        {
            return false;
        }

        if (text.Length == 0 || text[0] != Mark)
        {
            strings = Cut(Encode(text));
            return !text.Any(char.IsControl) && strings.Sum(part => part.Length) <= LongestText;
        }

        return TryParseQuoted(text, out strings) && strings.Sum(part => part.Length) <= LongestText && strings.Sum(QuotedLength) + strings.Count - 1 <= LongestQuoted;
    }

    /// <summary>The text that <see cref="TryParse"/> reads as these strings: as people write it where that comes to the same.</summary>
    public static string Format(IReadOnlyList<byte[]> strings)
    {
        var octets = strings.SelectMany(part => part).ToArray();
        return Plain(octets) is { } plain && Cut(octets).Select(part => part.Length).SequenceEqual(strings.Select(part => part.Length))
            ? plain
            : string.Join(" ", strings.Select(QuoteOne));
    }

    /// <summary>A text in DNS's own form, whichever it is in.</summary>
    public static string Quote(string text) => TryParse(text, out var strings) ? string.Join(" ", strings.Select(QuoteOne)) : text;

    /// <summary>Reads what stands between quotation marks, of any length.</summary>
    /// <returns>False when an escape is none, or a control character or a quotation mark stands there as itself.</returns>
    internal static bool TryUnescape(string text, out byte[] octets)
    {
        var at = 0;
        return TryReadOne(text + Mark, ref at, out octets) && at > text.Length;
    }

    /// <summary>One string in quotation marks.</summary>
    public static string QuoteOne(byte[] octets)
    {
        var quoted = new StringBuilder().Append(Mark);
        foreach (var octet in octets)
        {
            if (octet is < (byte)' ' or > (byte)'~')
            {
                quoted.Append(Escape).Append(octet.ToString("000", CultureInfo.InvariantCulture));
            }
            else
            {
                quoted.Append((char)octet is Mark or Escape ? Escape.ToString() : "").Append((char)octet);
            }
        }

        return quoted.Append(Mark).ToString();
    }

    private static string? Plain(byte[] octets)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(octets);
            // A blank text stands in quotation marks, since a blank is elsewhere what was not given.
            return string.IsNullOrWhiteSpace(text) || text.StartsWith("\"", StringComparison.Ordinal) || text.Any(char.IsControl) ? null : text;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static int QuotedLength(byte[] octets) => 2 + octets.Sum(octet => octet is < (byte)' ' or > (byte)'~' ? 4 : (char)octet is Mark or Escape ? 2 : 1);

    private static List<byte[]> Cut(byte[] octets)
    {
        var strings = new List<byte[]>();
        for (var start = 0; start < octets.Length || strings.Count == 0; start += Longest)
        {
            strings.Add(octets.Skip(start).Take(Longest).ToArray());
        }

        return strings;
    }

    private static bool TryParseQuoted(string text, out IReadOnlyList<byte[]> strings)
    {
        var read = new List<byte[]>();
        strings = read;
        var at = 0;
        while (at < text.Length)
        {
            if (text[at++] != Mark || !TryReadOne(text, ref at, out var octets) || octets.Length > Longest)
            {
                return false;
            }

            read.Add(octets);
            while (at < text.Length && text[at] is ' ' or '\t')
            {
                at++;
            }
        }

        return true;
    }

    private static bool TryReadOne(string text, ref int at, out byte[] octets)
    {
        var read = new List<byte>();
        octets = [];
        while (at < text.Length && text[at] != Mark)
        {
            if (text[at] != Escape)
            {
                var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
                if (char.IsControl(text[at]))
                {
                    return false;
                }

                read.AddRange(Encode(text.Substring(at, length)));
                at += length;
            }
            else if (!TryReadEscape(text, ref at, read))
            {
                return false;
            }
        }

        octets = [.. read];
        return at++ < text.Length;
    }

    private static bool TryReadEscape(string text, ref int at, List<byte> read)
    {
        if (++at >= text.Length)
        {
            return false;
        }

        if (text[at] is < '0' or > '9')
        {
            read.AddRange(Encode(text[at++].ToString()));
            return true;
        }

        const int Digits = 3;
        var octet = 0;
        for (var end = at + Digits; at < end; at++)
        {
            if (at >= text.Length || text[at] is < '0' or > '9')
            {
                return false;
            }

            octet = (octet * 10) + (text[at] - '0');
        }

        if (octet > byte.MaxValue)
        {
            return false;
        }

        read.Add((byte)octet);
        return true;
    }
}
