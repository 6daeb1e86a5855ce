namespace DNS4Me.PowerShell.Completion;

/// <summary>What the Tab key offers.</summary>
internal static class CompletionWords
{
    /// <summary>The words that begin with what was typed, which may hold wildcards and quotation marks.</summary>
    public static IEnumerable<CompletionResult> Matching(IEnumerable<string> words, string typed)
    {
        var pattern = WildcardPattern.Get(typed.Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return words.Where(word => pattern.IsMatch(word)).OrderBy(word => word, StringComparer.OrdinalIgnoreCase).Select(word => new CompletionResult(word));
    }
}
