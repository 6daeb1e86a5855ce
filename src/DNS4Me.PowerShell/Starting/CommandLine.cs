using System.Text;

namespace DNS4Me.PowerShell.Starting;

/// <summary>Arguments as the one text that Windows, and the framework everywhere, takes apart again.</summary>
internal static class CommandLine
{
    /// <summary>Joins arguments, each quoted by the rules of CommandLineToArgvW.</summary>
    public static string Join(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quote));

    private static string Quote(string argument)
    {
        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in argument)
        {
            // Backslashes count double before a quotation mark, and stand for themselves elsewhere.
            if (c == '"')
            {
                quoted.Append('\\', backslashes + 1);
            }

            quoted.Append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}
