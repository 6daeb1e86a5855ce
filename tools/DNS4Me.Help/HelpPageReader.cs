using System.Text.RegularExpressions;

namespace DNS4Me.Help;

/// <summary>Reads pages. What is missing or malformed is an error that names the page.</summary>
public static partial class HelpPageReader
{
    private const string DefaultMark = " (Default)";
    private const string Fence = "```";

    /// <summary>Reads the page of a file.</summary>
    /// <exception cref="InvalidDataException">It is not a page.</exception>
    public static HelpPage Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path).ReplaceLineEndings("\n"));
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private static HelpPage Parse(string text)
    {
        var parts = text.Split("---\n", 3);
        var front = Facts(parts[1]);
        var sections = Sections(parts[2], "## ").ToDictionary(section => section.Name, section => section.Text);
        return new()
        {
            FrontMatter = front,
            Name = front["title"],
            Synopsis = sections["SYNOPSIS"],
            Syntax = [.. Sections(sections["SYNTAX"], "### ").Select(set => new HelpEntry(set.Name.Replace(DefaultMark, "", StringComparison.Ordinal), Blocks(set.Text).Single().Text))],
            Description = sections["DESCRIPTION"],
            Examples = [.. Sections(sections["EXAMPLES"], "### ").Select(ToExample)],
            Parameters = [.. Sections(sections["PARAMETERS"], "### ").Where(section => section.Name[0] == '-').Select(ToParameter)],
            Inputs = Sections(sections["INPUTS"], "### "),
            Outputs = Sections(sections["OUTPUTS"], "### "),
            Notes = sections["NOTES"],
            Links = [.. LinkText().Matches(sections["RELATED LINKS"]).Select(link => link.Groups[1].Value)],
        };
    }

    private static HelpExample ToExample(HelpEntry entry)
    {
        var blocks = Blocks(entry.Text);
        var notRun = NotRunText().Match(entry.Text);
        return new(
            entry.Name[(entry.Name.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(),
            string.Join("\n\n", blocks.Select(block => block.Text)),
            NotRunText().Replace(blocks.Aggregate(entry.Text, (text, block) => text.Replace(block.Whole, "", StringComparison.Ordinal)), "").Trim(),
            notRun.Success ? notRun.Groups[1].Value : null);
    }

    private static HelpParameter ToParameter(HelpEntry entry)
    {
        var block = Blocks(entry.Text).Single();
        var sets = new List<IReadOnlyDictionary<string, string>>();
        var yaml = SetText().Replace(block.Text + "\n", match =>
        {
            sets.Add(Facts(match.Value.Replace("\n  ", "\n", StringComparison.Ordinal)[2..]));
            return "";
        });
        return new(entry.Name[1..], entry.Text.Replace(block.Whole, "", StringComparison.Ordinal).Trim(), Facts(yaml), sets);
    }

    /// <summary>Reads the part of YAML that pages use: names with plain or quoted values, and lists of plain values below a name.</summary>
    private static Dictionary<string, string> Facts(string yaml)
    {
        var facts = new Dictionary<string, string>();
        var last = "";
        foreach (var line in yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                facts[last] = facts[last].Length == 0 ? Value(line[2..]) : $"{facts[last]}, {Value(line[2..])}";
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            facts[last = line[..colon]] = Value(line[(colon + 1)..]);
        }

        return facts;
    }

    private static string Value(string text)
    {
        text = text.Trim();
        return text is "[]" ? "" : text is ['\'', .., '\''] ? text[1..^1].Replace("''", "'", StringComparison.Ordinal) : text;
    }

    /// <summary>What stands below each heading of a level, outside fences.</summary>
    private static List<HelpEntry> Sections(string text, string heading)
    {
        var (sections, fenced, name, lines) = (new List<HelpEntry>(), false, (string?)null, new List<string>());
        foreach (var line in text.Split('\n'))
        {
            fenced ^= line.StartsWith(Fence, StringComparison.Ordinal);
            if (!fenced && line.StartsWith(heading, StringComparison.Ordinal))
            {
                Close();
                (name, lines) = (line[heading.Length..], []);
            }
            else
            {
                lines.Add(line);
            }
        }

        Close();
        return sections;

        void Close()
        {
            if (name is not null)
            {
                sections.Add(new(name, string.Join('\n', lines).Trim()));
            }
        }
    }

    private static List<(string Text, string Whole)> Blocks(string text) => [.. BlockText().Matches(text).Select(block => (block.Groups[1].Value, block.Value))];

    [GeneratedRegex("^```[a-z]*\n(.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex BlockText();

    [GeneratedRegex("<!-- not run: (.+?) -->")]
    private static partial Regex NotRunText();

    [GeneratedRegex("^- Name: .*\n(  .*\n)*", RegexOptions.Multiline)]
    private static partial Regex SetText();

    [GeneratedRegex(@"\[([^\]]+)\]\(")]
    private static partial Regex LinkText();
}
