using System.Collections;
using System.Management.Automation.Language;

namespace DNS4Me.PowerShell.Completion;

/// <summary>The types of DNS records that are asked for most. Any other may be given too.</summary>
public sealed class RecordTypeCompleter : IArgumentCompleter
{
    private static readonly IEnumerable<string> Types = Enum.GetNames(typeof(RecordType)).Concat(["NS", "SOA", "ANY"]);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => CompletionWords.Matching(Types, wordToComplete);
}
