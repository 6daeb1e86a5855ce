using System.Collections;
using System.Management.Automation.Language;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Completion;

/// <summary>The domains that can have a web site or have one, from the agent's files, so that the Tab key never waits for the network.</summary>
public sealed class WebSiteCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => CompletionWords.Matching(Names(), wordToComplete);

    private static IEnumerable<string> Names()
    {
        try
        {
            var home = LocalMachine.Home();
            return AgentFiles.ReadDomains(home).Union(AgentFiles.ReadSettings(home).Web.Sites.Keys);
        }
        catch (DNS4MeException)
        {
            // The command itself will say what is wrong with the files.
            return [];
        }
    }
}
