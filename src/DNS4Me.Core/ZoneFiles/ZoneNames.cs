using System.Text;

namespace DNS4Me.ZoneFiles;

/// <summary>Names in zone files: relative to an origin unless they end with a dot (RFC 1035, section 5.1).</summary>
internal static class ZoneNames
{
    /// <summary>The DNS's root, as it is written.</summary>
    public const string Root = ".";

    /// <summary>Reads a name.</summary>
    /// <param name="word">The name as it stands there.</param>
    /// <param name="origin">What it is relative to: a full name without a trailing dot, empty for the root.</param>
    /// <returns>The full name without a trailing dot; empty for the root. Whether it is one of ours is for the rules to say.</returns>
    /// <exception cref="ZoneSyntaxException">It is no name.</exception>
    public static string Read(ZoneWord word, string origin)
    {
        if (word.IsQuoted)
        {
            throw word.Mistake($"{word.Shown} stands in quotation marks, which a name never does.");
        }

        if (word.Text is NameRules.Root or Root)
        {
            return word.Text == Root ? "" : origin;
        }

        var name = new StringBuilder();
        var label = 0;
        for (var at = 0; at < word.Text.Length; at++)
        {
            if (word.Text[at] != '.')
            {
                name.Append(word.Text[at] == '\\' ? Unescape(word, ref at) : word.Text[at]);
                label++;
                continue;
            }

            if (label == 0)
            {
                throw word.Mistake($"{word.Shown} has an empty label: two dots together, or one in front.");
            }

            name.Append('.');
            label = 0;
        }

        return label == 0 ? name.ToString(0, name.Length - 1) : origin.Length == 0 ? name.ToString() : name.Append('.').Append(origin).ToString();
    }

    /// <summary>An escaped character: a letter, digit or one of the few others that our names have, so that an escaped dot is not taken for one between labels.</summary>
    private static char Unescape(ZoneWord word, ref int at)
    {
        const int Digits = 3;
        var character = '\0';
        if (++at < word.Text.Length && word.Text[at] is < '0' or > '9')
        {
            character = word.Text[at];
        }
        else if (at + Digits <= word.Text.Length && word.Text.Skip(at).Take(Digits).All(c => c is >= '0' and <= '9'))
        {
            character = (char)word.Text.Skip(at).Take(Digits).Aggregate(0, (octet, digit) => (octet * 10) + (digit - '0'));
            at += Digits - 1;
        }

        return character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '*'
            ? character
            : throw word.Mistake($"{word.Shown} has an escaped character that no name of a DNS4Me domain can have: names have letters, digits, hyphens and underscores.");
    }
}
