using DNS4Me.PowerShell.Client;
using DNS4Me.Service;

namespace DNS4Me.PowerShell.Commands;

/// <summary>What the cmdlets of records share: one connection to the agent for the whole pipeline.</summary>
public abstract class RecordCommand : DNS4MeCommand
{
    private AgentConnection? _agent;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _agent?.Dispose();
        base.Dispose(disposing);
    }

    private protected async Task<AgentConnection> OpenAsync(CancellationToken cancellation)
        => _agent ??= await OpenOrStartAsync(AgentStartReason.Command, cancellation).ConfigureAwait(false);

    /// <summary>The pages of a listing, each asked for when the one before has been used.</summary>
    private protected IEnumerable<RecordPage> Pages(RecordQuery query)
    {
        RecordPage page;
        do
        {
            page = Await(async cancellation =>
            {
                var agent = await OpenAsync(cancellation).ConfigureAwait(false);
                return await agent.GetRecordsAsync(query, cancellation).ConfigureAwait(false);
            });
            yield return page;
            query = query with { After = page.Next };
        }
        while (page.Next is not null);
    }
}
