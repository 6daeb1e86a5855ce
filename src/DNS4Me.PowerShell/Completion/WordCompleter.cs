using System.Collections;
using System.Management.Automation.Language;

namespace DNS4Me.PowerShell.Completion;

/// <summary>Offers words that are always the same.</summary>
/// <param name="words">The words.</param>
public abstract class WordCompleter(params string[] words) : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => CompletionWords.Matching(words, wordToComplete);
}
