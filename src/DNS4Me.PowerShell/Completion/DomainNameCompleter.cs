using System.Collections;
using System.Management.Automation.Language;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Completion;

/// <summary>The names of the domains as the agent last heard them. They are read from its file, so that the Tab key never waits for the network.</summary>
public sealed class DomainNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => CompletionWords.Matching(Names(), wordToComplete);

    private static IReadOnlyList<string> Names()
    {
        try
        {
            return AgentFiles.ReadDomains(LocalMachine.Home());
        }
        catch (DNS4MeException)
        {
            // The command itself will say what is wrong with the file.
            return [];
        }
    }
}
