using System.Collections;
using System.Management.Automation.Language;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Completion;

/// <summary>The domains that can have a web site or have one, from the agent's files.</summary>
public sealed class WebSiteCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => CompletionWords.MatchingFiles(home => AgentFiles.ReadDomains(home).Union(AgentFiles.ReadSettings(home).Web.Sites.Keys), wordToComplete);
}
