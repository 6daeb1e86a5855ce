namespace DNS4Me.ZoneFiles;

/// <summary>A word of a zone file, its escapes as they stand there.</summary>
/// <param name="Text">The word without its quotation marks.</param>
/// <param name="IsQuoted">Whether it stood in quotation marks.</param>
/// <param name="Line">The line that it begins on.</param>
/// <param name="Column">Where on the line.</param>
internal sealed record ZoneWord(string Text, bool IsQuoted, int Line, int Column)
{
    private const int LongestShown = 60;

    /// <summary>The word as messages show it.</summary>
    public string Shown => Text.Length <= LongestShown ? $"'{Text}'" : $"'{Text.Substring(0, LongestShown)}…'";

    public bool Is(string text) => !IsQuoted && string.Equals(Text, text, StringComparison.OrdinalIgnoreCase);

    public ZoneSyntaxException Mistake(string what, string whatToDo = ZoneFileMistake.Correct) => new(ZoneFileMistake.At(Line, Column, what, whatToDo));
}
