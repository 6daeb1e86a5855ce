namespace DNS4Me.ZoneFiles;

/// <summary>Times to live: seconds, or numbers with BIND's units as in <c>1h30m</c>.</summary>
internal static class ZoneTimes
{
    private const long Most = int.MaxValue;

    /// <summary>Whether a word can be a time, since it begins with a digit, as no type and no class does.</summary>
    public static bool MayBe(ZoneWord word) => !word.IsQuoted && word.Text.Length > 0 && word.Text[0] is >= '0' and <= '9';

    /// <exception cref="ZoneSyntaxException">It is no time, or greater than RFC 2181, section 8, allows.</exception>
    public static int Read(ZoneWord word)
    {
        var total = 0L;
        var number = 0L;
        var digits = 0;
        var units = 0;
        foreach (var c in word.IsQuoted ? "" : word.Text)
        {
            if (c is >= '0' and <= '9')
            {
                digits++;
                number = Math.Min((number * 10) + (c - '0'), Most + 1);
                continue;
            }

            if (digits == 0 || SecondsOf(c) is not { } seconds)
            {
                throw NoTime(word);
            }

            units++;
            total = Math.Min(total + (number * seconds), Most + 1);
            (number, digits) = (0, 0);
        }

        if (digits > 0 == units > 0)
        {
            throw NoTime(word);
        }

        total += number;
        return total <= Most ? (int)total : throw word.Mistake($"{word.Shown} is longer than the longest time to live, {Most} seconds.");
    }

    private static long? SecondsOf(char unit) => char.ToLowerInvariant(unit) switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        'w' => 604_800,
        _ => null,
    };

    private static ZoneSyntaxException NoTime(ZoneWord word)
        => word.Mistake($"{word.Shown} is not a time: a number of seconds, or numbers with the units w, d, h, m and s, as in 1h30m.");
}
