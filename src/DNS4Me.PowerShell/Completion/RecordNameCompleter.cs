using System.Collections;
using System.Management.Automation.Language;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Completion;

/// <summary>The names of a domain's records, from an agent that runs and answers soon: the Tab key starts none, and does not wait long.</summary>
public sealed class RecordNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(1500);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => NameRules.ToHostName(fakeBoundParameters[nameof(DomainRecord.Domain)]?.ToString() ?? "") is { } domain ? CompletionWords.Matching(Names(domain), wordToComplete) : [];

    private static IEnumerable<string> Names(string domain)
    {
        try
        {
            using var limit = new CancellationTokenSource(Deadline);
            return Task.Run(() => NamesAsync(domain, limit.Token)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is DNS4MeException or OperationCanceledException)
        {
            // Whatever is wrong, the command itself will say it.
            return [];
        }
    }

    private static async Task<IEnumerable<string>> NamesAsync(string domain, CancellationToken cancellation)
    {
        using var agent = await AgentConnection.TryOpenAsync(LocalMachine.Home(), cancellation).ConfigureAwait(false);
        if (agent is null)
        {
            return [];
        }

        var page = await agent.GetRecordsAsync(new() { Domain = domain }, Deadline, cancellation).ConfigureAwait(false);
        return page.Records.Select(record => record.Name).Distinct();
    }
}
