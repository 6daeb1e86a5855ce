namespace DNS4Me.ZoneFiles;

/// <summary>The words of an entry, one after the other.</summary>
internal sealed class ZoneCursor(IReadOnlyList<ZoneWord> words, int line)
{
    private int _at;

    /// <summary>The next word; null at the end.</summary>
    public ZoneWord? Peek => _at < words.Count ? words[_at] : null;

    /// <exception cref="ZoneSyntaxException">There is none.</exception>
    public ZoneWord Next(string what)
    {
        if (Peek is not { } word)
        {
            throw End($"The entry ends where {what} should stand.");
        }

        _at++;
        return word;
    }

    /// <summary>A word that must not stand in quotation marks.</summary>
    /// <exception cref="ZoneSyntaxException">There is none, or it does.</exception>
    public ZoneWord NextBare(string what)
        => Next(what) is { IsQuoted: false } word ? word : throw words[_at - 1].Mistake($"{words[_at - 1].Shown} stands in quotation marks, where {what} has none.");

    /// <summary>All words that are left.</summary>
    public IReadOnlyList<ZoneWord> Rest()
    {
        var rest = words.Skip(_at).ToList();
        _at = words.Count;
        return rest;
    }

    /// <exception cref="ZoneSyntaxException">There are words left.</exception>
    public void ExpectEnd()
    {
        if (Peek is { } word)
        {
            throw word.Mistake($"{word.Shown} is more than the entry can hold.");
        }
    }

    /// <summary>A mistake after the last word.</summary>
    public ZoneSyntaxException End(string what)
    {
        var last = words.Count == 0 ? null : words[words.Count - 1];
        return new(ZoneFileMistake.At(last?.Line ?? line, last is null ? 1 : last.Column + last.Text.Length + (last.IsQuoted ? 2 : 0), what));
    }
}
