using System.Text;

namespace DNS4Me.Dns;

/// <summary>Names and strings as people write them. RFC 1035, section 5.1; RFC 4343, section 2.1.</summary>
internal static class NameText
{
    private const string SpecialInNames = "\".;\\()@$";
    private const string SpecialInStrings = "\"\\";

    /// <summary>Reads a name's text into wire form.</summary>
    /// <param name="text">The text; a dot at its end makes no difference.</param>
    /// <param name="wire">Receives the name: <see cref="DnsLimits.MaxNameLength"/> octets.</param>
    /// <param name="length">The name's length; 0 when there is an error.</param>
    /// <param name="faultIndex">The character at which the error is.</param>
    /// <returns>What is wrong with the text.</returns>
    internal static DnsFormatError Parse(ReadOnlySpan<char> text, Span<byte> wire, out int length, out int faultIndex)
    {
        length = 0;
        faultIndex = 0;
        if (text.IsEmpty)
        {
            return DnsFormatError.EmptyName;
        }

        if (text is ".")
        {
            wire[0] = 0;
            length = 1;
            return DnsFormatError.None;
        }

        var labelStart = 0;
        var end = 1;
        var position = 0;
        while (position < text.Length)
        {
            var at = position;
            var error = text[at] == '.'
                ? CloseLabel(ref position, wire, ref labelStart, ref end)
                : ReadOctet(text, ref position, wire, labelStart, ref end);
            if (error != DnsFormatError.None)
            {
                faultIndex = at;
                return error;
            }
        }

        length = Close(wire, labelStart, end);
        return DnsFormatError.None;
    }

    /// <summary>Appends a label's octets, with escapes where a name's text needs them.</summary>
    internal static void AppendLabel(StringBuilder text, ReadOnlySpan<byte> label) => Append(text, label, SpecialInNames, firstPlain: '!');

    /// <summary>Appends a character string in quotes, with escapes where it needs them.</summary>
    internal static void AppendQuoted(StringBuilder text, ReadOnlySpan<byte> value)
    {
        text.Append('"');
        Append(text, value, SpecialInStrings, firstPlain: ' ');
        text.Append('"');
    }

    private static void Append(StringBuilder text, ReadOnlySpan<byte> octets, string special, char firstPlain)
    {
        foreach (var octet in octets)
        {
            var character = (char)octet;
            if (character < firstPlain || character > '~')
            {
                text.Append('\\').Append((char)('0' + (octet / 100))).Append((char)('0' + (octet / 10 % 10))).Append((char)('0' + (octet % 10)));
            }
            else
            {
                text.Append(special.Contains(character, StringComparison.Ordinal) ? "\\" : "").Append(character);
            }
        }
    }

    private static DnsFormatError CloseLabel(ref int position, Span<byte> wire, ref int labelStart, ref int end)
    {
        position++;
        if (end == labelStart + 1)
        {
            return DnsFormatError.EmptyLabel;
        }

        wire[labelStart] = (byte)(end - labelStart - 1);
        labelStart = end++;
        return DnsFormatError.None;
    }

    private static DnsFormatError ReadOctet(ReadOnlySpan<char> text, ref int position, Span<byte> wire, int labelStart, ref int end)
    {
        var error = text[position] == '\\' ? Unescape(text, ref position, out var octet) : TakePlain(text, ref position, out octet);
        if (error != DnsFormatError.None)
        {
            return error;
        }

        if (end - labelStart > DnsLimits.MaxLabelLength)
        {
            return DnsFormatError.LabelTooLong;
        }

        // The last octet is kept for the root's zero.
        if (end >= DnsLimits.MaxNameLength - 1)
        {
            return DnsFormatError.NameTooLong;
        }

        wire[end++] = octet;
        return DnsFormatError.None;
    }

    private static DnsFormatError TakePlain(ReadOnlySpan<char> text, ref int position, out byte octet)
    {
        var character = text[position++];
        octet = (byte)character;
        return character is > ' ' and <= '~' ? DnsFormatError.None : DnsFormatError.BadCharacter;
    }

    private static DnsFormatError Unescape(ReadOnlySpan<char> text, ref int position, out byte octet)
    {
        octet = 0;
        var rest = text[(position + 1)..];
        if (rest.IsEmpty)
        {
            return DnsFormatError.BadEscape;
        }

        if (!char.IsAsciiDigit(rest[0]))
        {
            position += 2;
            octet = (byte)rest[0];
            return rest[0] is >= ' ' and <= '~' ? DnsFormatError.None : DnsFormatError.BadCharacter;
        }

        position += 4;
        return rest.Length >= 3 && !rest[..3].ContainsAnyExceptInRange('0', '9') && byte.TryParse(rest[..3], out octet)
            ? DnsFormatError.None
            : DnsFormatError.BadEscape;
    }

    private static int Close(Span<byte> wire, int labelStart, int end)
    {
        // A dot at the end has closed the last label already; what it opened is the root.
        if (end > labelStart + 1)
        {
            wire[labelStart] = (byte)(end - labelStart - 1);
            labelStart = end;
        }

        wire[labelStart] = 0;
        return labelStart + 1;
    }
}
