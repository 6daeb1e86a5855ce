using DNS4Me.Agent.Events;
using DNS4Me.Service;

namespace DNS4Me.Agent.Engine;

/// <summary>Lists and changes records at the service, and tells "Recent Status" what became of every batch.</summary>
/// <param name="link">The service.</param>
/// <param name="events">"Recent Status".</param>
/// <param name="save">Stores what was told, for commands that run without an agent.</param>
internal sealed class RecordDesk(ServiceLink link, EventLog events, Action save)
{
    /// <summary>A page of records, as the service gives it now.</summary>
    public Task<RecordPage> GetAsync(RecordQuery query, CancellationToken cancellation)
        => query.Max is >= 1 and <= RecordQuery.MostInPage
            ? link.GetRecordsAsync(query, cancellation)
            : throw new DNS4MeException(Faults.InvalidValue("max", $"The number of records of a page must be between 1 and {RecordQuery.MostInPage}."));

    /// <summary>Carries out a batch of changes.</summary>
    public async Task<RecordBatchResult> ChangeAsync(RecordBatch batch, CancellationToken cancellation)
    {
        if (batch.Changes.Count is 0 or > RecordBatch.MostChanges || batch.Changes.Contains(null!))
        {
            throw new DNS4MeException(Faults.InvalidValue("changes", $"A batch must have between 1 and {RecordBatch.MostChanges} changes."));
        }

        try
        {
            var result = await link.ChangeRecordsAsync(batch, cancellation).ConfigureAwait(false);
            Tell(EventKind.Record, RecordNotes.Of(batch, result), result.Results is [{ Faults: [var fault, ..] }] ? fault.Code : null);
            return result;
        }
        catch (DNS4MeException e)
        {
            Tell(EventKind.Error, RecordNotes.OfFailure(batch, e.Fault), e.Fault.Code);
            throw;
        }
        catch (OperationCanceledException)
        {
            Tell(EventKind.Record, RecordNotes.OfWithdrawal(batch), FaultCode.Cancelled);
            throw;
        }
    }

    private void Tell(EventKind kind, string message, FaultCode? fault)
    {
        events.Add(kind, message, fault);
        save();
    }
}
