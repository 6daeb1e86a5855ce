using System.Globalization;
using System.Text;

namespace DNS4Me.ZoneFiles;

/// <summary>The data of records as zone files write them: RFC 1035, sections 3.3 and 5.1; RFC 3596; RFC 2782; RFC 8659, section 4.1.1.</summary>
internal static class ZoneData
{
    /// <summary>What stands before data in hexadecimal (RFC 3597, section 5).</summary>
    private const string Generic = @"\#";

    /// <summary>Reads all that is left of an entry.</summary>
    /// <returns>The values that are data; without domain, name and time to live.</returns>
    /// <exception cref="ZoneSyntaxException">They are not the data of this type.</exception>
    public static RecordValues Read(RecordType type, ZoneCursor words, string origin)
    {
        if (words.Peek is { IsQuoted: false, Text: Generic } mark)
        {
            _ = words.Next("data");
            return GenericData.Read(type, mark, words);
        }

        var values = type switch
        {
            RecordType.A or RecordType.AAAA => Host(type, words.NextBare("an address")),
            RecordType.MX => new() { Priority = Number(words, "a priority"), MailServer = Name(words, "a mail server", origin) },
            RecordType.CNAME => new() { CanonicalName = Name(words, "a canonical name", origin) },
            RecordType.TXT => new() { Text = Text(words) },
            RecordType.SRV => new()
            {
                Priority = Number(words, "a priority"),
                Weight = Number(words, "a weight"),
                Port = Number(words, "a port"),
                Target = Name(words, "a target", origin),
            },
            _ => new RecordValues { Flags = Number(words, "flags"), Tag = words.NextBare("a property").Text, Value = Value(words) },
        };
        words.ExpectEnd();
        return values with { Type = type };
    }

    private static RecordValues Host(RecordType type, ZoneWord word)
    {
        var family = type == RecordType.A ? IPFamily.IPv4 : IPFamily.IPv6;
        return AddressText.TryParse(word.Text, out var address) && address!.Family() == family
            ? new() { OnlineTarget = HostTarget.ToAddress(address!) }
            : throw word.Mistake($"{word.Shown} is not an {family} address.");
    }

    private static int Number(ZoneCursor words, string what)
    {
        var word = words.NextBare(what);
        return int.TryParse(word.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= RecordRules.GreatestUInt16
            ? number
            : throw word.Mistake($"{word.Shown} is not {what}: a number from 0 to {RecordRules.GreatestUInt16}.");
    }

    private static string Name(ZoneCursor words, string what, string origin)
        => ZoneNames.Read(words.Next(what), origin) is { Length: > 0 } name ? name : ZoneNames.Root;

    /// <summary>The strings in the form of <see cref="CharacterStrings"/>, so that their cuts are kept.</summary>
    private static string Text(ZoneCursor words)
    {
        var text = new StringBuilder();
        _ = words.Peek ?? throw words.End("The entry ends where a text should stand.");
        foreach (var word in words.Rest())
        {
            var one = $"\"{word.Text}\"";
            if (!CharacterStrings.TryParse(one, out _))
            {
                throw word.Mistake($"{word.Shown} is not a string of a text record: at most {CharacterStrings.Longest} octets, with \\\\, \\\" or three decimal digits after each backslash.",
                    "Correct it, or cut it into several strings in quotation marks, and read the file again.");
            }

            text.Append(text.Length == 0 ? "" : " ").Append(one);
        }

        return text.ToString();
    }

    private static string Value(ZoneCursor words)
    {
        var word = words.Next("a value");
        return CharacterStrings.TryUnescape(word.Text, out var octets)
            ? Characters(octets)
            : throw word.Mistake($"{word.Shown} has a backslash without \\, \" or three decimal digits after it.");
    }

    /// <summary>Octets as characters of the same numbers, so that the rules see what is not ASCII.</summary>
    internal static string Characters(byte[] octets) => new([.. octets.Select(octet => (char)octet)]);
}
