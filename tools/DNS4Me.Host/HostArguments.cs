namespace DNS4Me.Host;

/// <summary>What the host is asked to run: a script with its arguments, a command's text, or, with neither, a prompt.</summary>
internal sealed record HostArguments
{
    public const string Usage = "Usage: DNS4Me.Host [SCRIPT [ARGUMENT ...] | -Command TEXT]";

    /// <summary>The exit code of a command line that cannot be understood, as in PowerShell (EX_USAGE).</summary>
    public const int BadUsage = 64;

    private const string CommandOption = "-Command";

    /// <summary>The script's full path.</summary>
    public string? Script { get; private init; }

    /// <summary>The text of a command.</summary>
    public string? Command { get; private init; }

    /// <summary>The script's own arguments.</summary>
    public IReadOnlyList<string> Rest { get; private init; } = [];

    public static HostArguments? Parse(string[] arguments, out string? fault)
    {
        fault = null;
        switch (arguments)
        {
            case []:
                return new();
            case [var option, .. var text] when option.Equals(CommandOption, StringComparison.OrdinalIgnoreCase) && text.Length > 0:
                return new() { Command = string.Join(' ', text) };
            case [var script, .. var rest] when File.Exists(script):
                return new() { Script = Path.GetFullPath(script), Rest = rest };
            default:
                fault = $"There is no script '{arguments[0]}'.";
                return null;
        }
    }
}
