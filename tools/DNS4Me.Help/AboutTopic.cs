using System.Text;

namespace DNS4Me.Help;

/// <summary>
/// Writes an about topic as text, as Get-Help shows it. PowerShell takes the fifth line for the synopsis, so the topic's name and its short description come first.
/// </summary>
public static class AboutTopic
{
    private const int Width = 80;
    private const string Indent = "    ";

    /// <summary>Makes the text of a topic of its Markdown.</summary>
    /// <exception cref="InvalidDataException">It does not begin with the topic's name and its short description.</exception>
    public static string ToText(string markdown)
    {
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        if (!lines[0].StartsWith("# about_", StringComparison.Ordinal) || !lines.Contains("## Short description"))
        {
            throw new InvalidDataException("A topic begins with its name and '## Short description'.");
        }

        var text = new StringBuilder($"TOPIC\n{Indent}{lines[0][2..]}\n");
        var rest = lines.AsSpan(1);
        while (rest.Length > 0)
        {
            rest = rest[Write(rest, text)..];
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Writes the first block.</summary>
    /// <returns>How many lines it has.</returns>
    private static int Write(ReadOnlySpan<string> lines, StringBuilder text)
    {
        var first = lines[0];
        if (first.Length == 0)
        {
            return 1;
        }

        if (first[0] == '#')
        {
            var isSection = first.StartsWith("## ", StringComparison.Ordinal);
            var heading = PlainText.Line(first.TrimStart('#'));
            text.Append('\n').Append(isSection ? heading.ToUpperInvariant() : "  " + heading).Append('\n');
            return 1;
        }

        // The short description follows its heading without a blank line, and is one line.
        var isSynopsis = text.ToString().EndsWith("SHORT DESCRIPTION\n", StringComparison.Ordinal);
        if (!isSynopsis)
        {
            text.Append('\n');
        }

        if (first.StartsWith("```", StringComparison.Ordinal))
        {
            var end = 1;
            for (; lines[end] != "```"; end++)
            {
                text.Append($"{Indent}{Indent}{lines[end]}".TrimEnd()).Append('\n');
            }

            return end + 1;
        }

        var length = lines.IndexOf("");
        var block = lines[..(length < 0 ? lines.Length : length)].ToArray();
        var fence = Array.FindIndex(block, line => line.StartsWith("```", StringComparison.Ordinal));
        block = fence < 0 ? block : block[..fence];
        foreach (var line in first[0] == '|' ? Table(block) : PlainText.Paragraphs(string.Join('\n', block)).SelectMany(paragraph => Paragraph(paragraph, isSynopsis ? int.MaxValue : Width)))
        {
            text.Append(line).Append('\n');
        }

        return block.Length;
    }

    private static IEnumerable<string> Paragraph(string line, int width) => PlainText.Wrap(line, width, Indent, line.StartsWith("- ", StringComparison.Ordinal) ? "  " : "");

    private static IEnumerable<string> Table(string[] lines)
    {
        var rows = lines.Where(line => !line.StartsWith("| ---", StringComparison.Ordinal)).Select(line => PlainText.Line(line.Trim('|')).Split(" | ").Select(cell => cell.Trim()).ToArray()).ToList();
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => Indent + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
