using DNS4Me.PowerShell.Client;

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
}
