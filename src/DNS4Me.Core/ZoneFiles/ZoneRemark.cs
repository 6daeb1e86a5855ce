namespace DNS4Me.ZoneFiles;

/// <summary>
/// What a zone file has no form for, in its comments. After a host record: <c>; dns4me: offline=OfflinePage</c>, and <c>online=…</c> where the address
/// that stands there is a passing one; <c>; dns4me: default</c> after a record that the service maintains. On a line of its own, for a host record without
/// an address: <c>; dns4me: www 60 IN A online=port:8080 offline=OfflinePage</c>.
/// </summary>
internal sealed record ZoneRemark
{
    /// <summary>What a comment begins with that is a remark.</summary>
    public const string Marker = "dns4me:";

    private const string DefaultWord = "default";
    private const string OnlineKey = "online=";
    private const string OfflineKey = "offline=";

    /// <summary>The online target; null when none is given.</summary>
    public HostTarget? Online { get; init; }

    /// <summary>The offline target; null when none is given.</summary>
    public HostTarget? Offline { get; init; }

    /// <summary>Whether the record is one that the service maintains.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The words of a remark. They have no blanks, quotation marks or escapes.</summary>
    public static List<ZoneWord> Words(ZoneWord remark)
    {
        var words = new List<ZoneWord>();
        var at = 0;
        while (at < remark.Text.Length)
        {
            var start = at;
            while (at < remark.Text.Length && !char.IsWhiteSpace(remark.Text[at]))
            {
                at++;
            }

            if (at > start)
            {
                words.Add(new(remark.Text.Substring(start, at - start), false, remark.Line, remark.Column + start));
            }

            at++;
        }

        return words;
    }

    /// <exception cref="ZoneSyntaxException">A word is none of a remark's.</exception>
    public static ZoneRemark Read(IEnumerable<ZoneWord> words)
    {
        var remark = new ZoneRemark();
        foreach (var word in words)
        {
            remark = word.Text switch
            {
                var text when text.StartsWith(OnlineKey, StringComparison.OrdinalIgnoreCase) && remark.Online is null => remark with { Online = Target(word, OnlineKey) },
                var text when text.StartsWith(OfflineKey, StringComparison.OrdinalIgnoreCase) && remark.Offline is null => remark with { Offline = Target(word, OfflineKey) },
                var text when text.Equals(DefaultWord, StringComparison.OrdinalIgnoreCase) => remark with { IsDefault = true },
                _ => throw word.Mistake($"{word.Shown} is not what a remark '; {Marker}' says: once '{OnlineKey}' and a target, once '{OfflineKey}' and a target, or '{DefaultWord}'."),
            };
        }

        return remark;
    }

    /// <summary>What the remark says.</summary>
    public string Words()
    {
        string?[] parts = [IsDefault ? DefaultWord : null, Online is null ? null : OnlineKey + Online, Offline is null ? null : OfflineKey + Offline];
        return string.Join(" ", parts.Where(part => part is not null));
    }

    /// <summary>The remark as a comment; empty when it says nothing.</summary>
    public override string ToString() => Words() is { Length: > 0 } words ? $"; {Marker} {words}" : "";

    private static HostTarget Target(ZoneWord word, string key)
        => HostTarget.TryParse(word.Text.Substring(key.Length), out var target)
            ? target!
            : throw word.Mistake($"{word.Shown} names no target: {HostTarget.Default}, an address, port:8080, url:https://… or {HostTarget.OfflinePage}.");
}
