namespace DNS4Me.ZoneFiles;

/// <summary>An entry of a zone file: a line, or the lines that parentheses make one (RFC 1035, section 5.1).</summary>
internal sealed class ZoneEntry(int line, bool startsBlank)
{
    /// <summary>The line that it begins on.</summary>
    public int Line => line;

    /// <summary>Whether a blank comes first, which stands for the owner of the entry before.</summary>
    public bool StartsBlank => startsBlank;

    public List<ZoneWord> Words { get; } = [];

    /// <summary>What follows <see cref="ZoneRemark.Marker"/> in the entry's comment; null when there is none of that kind.</summary>
    public ZoneWord? Remark { get; set; }

    /// <summary>What is wrong with the entry's form.</summary>
    public List<ZoneFileMistake> Mistakes { get; } = [];
}
