using System.Text.RegularExpressions;

namespace DNS4Me.Help;

/// <summary>Makes of Markdown what a console shows.</summary>
internal static partial class PlainText
{
    /// <summary>A text's paragraphs, and the items of its lists, each on a line of its own without any marks.</summary>
    public static IEnumerable<string> Paragraphs(string markdown)
    {
        foreach (var block in markdown.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var item in ItemStart().Split(block))
            {
                if (Line(item) is { Length: > 0 } line)
                {
                    yield return line;
                }
            }
        }
    }

    /// <summary>A text on one line, without marks.</summary>
    public static string Line(string markdown)
    {
        var text = Link().Replace(Blanks().Replace(markdown.Trim(), " "), "$1");
        return text.Replace("`", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal);
    }

    /// <summary>Breaks a line at blanks.</summary>
    public static IEnumerable<string> Wrap(string line, int width, string indent = "", string hanging = "")
    {
        var current = indent;
        var isEmpty = true;
        foreach (var word in line.Split(' '))
        {
            if (!isEmpty && current.Length + 1 + word.Length > width)
            {
                yield return current;
                (current, isEmpty) = (indent + hanging, true);
            }

            current += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        yield return current;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("^(?=- |[0-9]+[.] )", RegexOptions.Multiline)]
    private static partial Regex ItemStart();
}
