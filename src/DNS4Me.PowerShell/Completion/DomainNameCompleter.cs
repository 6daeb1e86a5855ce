using System.Collections;
using System.Management.Automation.Language;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Completion;

/// <summary>The names of the domains as the agent last heard them. They are read from its file.</summary>
public sealed class DomainNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => CompletionWords.MatchingFiles(AgentFiles.ReadDomains, wordToComplete);
}
