using System.Globalization;
using System.Net;

namespace DNS4Me.ZoneFiles;

/// <summary>Data written in hexadecimal as they are on the wire (RFC 3597, section 5), of the types that DNS4Me holds.</summary>
internal sealed class GenericData
{
    private const int LongestLabel = NameRules.LongestLabel;

    private readonly ZoneWord _mark;
    private readonly byte[] _octets;
    private int _at;

    private GenericData(ZoneWord mark, byte[] octets) => (_mark, _octets) = (mark, octets);

    /// <summary>Reads what follows the mark: a length, and as many octets in any number of words.</summary>
    /// <exception cref="ZoneSyntaxException">They are not the data of this type.</exception>
    public static RecordValues Read(RecordType type, ZoneWord mark, ZoneCursor words)
    {
        var length = words.NextBare("the number of octets");
        var hex = string.Concat(words.Rest().Select(word => word.IsQuoted ? throw word.Mistake("Hexadecimal digits stand without quotation marks.") : word.Text));
        if (!int.TryParse(length.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || hex.Length != count * 2L)
        {
            throw length.Mistake($"{length.Shown} is not the number of the octets that follow, two hexadecimal digits each.");
        }

        var data = new GenericData(mark, [.. Enumerable.Range(0, count).Select(at => Octet(mark, hex.Substring(at * 2, 2)))]);
        var values = data.Read(type) with { Type = type };
        return data._at == data._octets.Length ? values : throw data.Wrong(type);
    }

    private RecordValues Read(RecordType type) => type switch
    {
        RecordType.A => new() { OnlineTarget = Address(4, type) },
        RecordType.AAAA => new() { OnlineTarget = Address(16, type) },
        RecordType.MX => new() { Priority = Number(type), MailServer = Name(type) },
        RecordType.CNAME => new() { CanonicalName = Name(type) },
        RecordType.TXT => new() { Text = Text(type) },
        RecordType.SRV => new() { Priority = Number(type), Weight = Number(type), Port = Number(type), Target = Name(type) },
        _ => new() { Flags = Take(1, type)[0], Tag = ZoneData.Characters(Take(Take(1, type)[0], type)), Value = ZoneData.Characters(Take(_octets.Length - _at, type)) },
    };

    private HostTarget Address(int length, RecordType type)
    {
        var address = new IPAddress(Take(length, type));
        return address.IsIPv4MappedToIPv6 ? throw Wrong(type) : HostTarget.ToAddress(address);
    }

    private int Number(RecordType type)
    {
        var octets = Take(2, type);
        return (octets[0] << 8) | octets[1];
    }

    /// <summary>A name of the characters that ours have; others, a compressed name's too, are refused.</summary>
    private string Name(RecordType type)
    {
        var labels = new List<string>();
        while (Take(1, type)[0] is > 0 and var length)
        {
            var label = length > LongestLabel ? throw Wrong(type) : ZoneData.Characters(Take(length, type));
            labels.Add(label.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_') ? label : throw Wrong(type));
        }

        return labels.Count == 0 ? ZoneNames.Root : string.Join(".", labels);
    }

    private string Text(RecordType type)
    {
        var strings = new List<string>();
        do
        {
            strings.Add(CharacterStrings.QuoteOne(Take(Take(1, type)[0], type)));
        }
        while (_at < _octets.Length);
        return string.Join(" ", strings);
    }

    private byte[] Take(int count, RecordType type)
    {
        if (count > _octets.Length - _at)
        {
            throw Wrong(type);
        }

        var taken = new byte[count];
        Array.Copy(_octets, _at, taken, 0, count);
        _at += count;
        return taken;
    }

    private ZoneSyntaxException Wrong(RecordType type) => _mark.Mistake($"The octets are not the data of a {type} record, or have what no record of a DNS4Me domain can have.");

    private static byte Octet(ZoneWord mark, string digits)
        => byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet) ? octet : throw mark.Mistake($"'{digits}' are not two hexadecimal digits.");
}
