using System.Management.Automation.Language;
using DNS4Me.Local;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Completion;

/// <summary>What the Tab key offers.</summary>
internal static class CompletionWords
{
    /// <summary>The words that begin with what was typed, which may hold wildcards and quotation marks.</summary>
    public static IEnumerable<CompletionResult> Matching(IEnumerable<string> words, string typed)
    {
        var pattern = WildcardPattern.Get(typed.Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return words.Where(word => pattern.IsMatch(word)).OrderBy(word => word, StringComparer.OrdinalIgnoreCase).Select(Result);
    }

    /// <summary>The same with words from the agent's files, so that the Tab key never waits for the network.</summary>
    public static IEnumerable<CompletionResult> MatchingFiles(Func<AgentHome, IEnumerable<string>> read, string typed)
    {
        try
        {
            return Matching(read(LocalMachine.Home()), typed);
        }
        catch (DNS4MeException)
        {
            // The command itself will say what is wrong with the files.
            return [];
        }
    }

    private static CompletionResult Result(string word)
    {
        // An empty word would vanish, and a wildcard or a list's punctuation mean something else.
        var text = word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '/') ? word : $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";
        return new(text, word.Length == 0 ? text : word, CompletionResultType.ParameterValue, word.Length == 0 ? text : word);
    }
}
