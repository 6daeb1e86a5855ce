using System.Threading.RateLimiting;
using DNS4Me.Server.State;
using DNS4Me.Server.Store;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Server.Api;

/// <summary>The records: listed page by page, changed in batches. Like the settings, they can be changed after the registration has expired, too.</summary>
internal sealed class RecordEndpoints : IDisposable
{
    private const int MostBatches = 4;
    private const int MostBatchesWaiting = 64;

    private readonly ServiceStore _store;

    /// <summary>Batches are long: an account has only so many in memory at a time.</summary>
    private readonly PartitionedRateLimiter<AccountEntry> _batches = PartitionedRateLimiter.Create<AccountEntry, long>(
        account => RateLimitPartition.GetConcurrencyLimiter(account.Id, _ => new() { PermitLimit = MostBatches, QueueLimit = MostBatchesWaiting }));

    public RecordEndpoints(ServiceStore store) => _store = store;

    public async Task GetAsync(HttpContext context, AccountEntry account)
    {
        var query = RecordQueryReader.Read(context.Request.Query);
        var state = account.Current;
        var listing = new RecordListing(state, query);
        var data = new CurrentData(state, _store.Clock.Now, query.At, ApiAuthentication.SeenAddress(context));
        await ApiJson.WriteAsync(context, await _store.ReadAsync(store => listing.Read(store, data), context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    public async Task PostChangesAsync(HttpContext context, AccountEntry account)
    {
        using var lease = await _batches.AcquireAsync(account, cancellationToken: context.RequestAborted).ConfigureAwait(false);
        if (!lease.IsAcquired)
        {
            throw new ApiProblem(Faults.ServiceBusy());
        }

        var batch = await ApiJson.ReadAsync<RecordBatch>(context, RecordBatch.LongestBody).ConfigureAwait(false);
        DNS4MeException.ThrowIfAny([.. Check(batch)]);
        await ApiJson.WriteAsync(context, await _store.ChangeRecordsAsync(account, batch).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _batches.Dispose();

    /// <summary>What makes a batch none, whatever its changes come to. JSON's reader lets a null through in a list, and any number as one of a few names.</summary>
    private static IEnumerable<Fault> Check(RecordBatch batch)
    {
        if (batch.Changes.Count > RecordBatch.MostChanges)
        {
            yield return Faults.InvalidValue("changes", $"A batch has at most {RecordBatch.MostChanges} changes, not {batch.Changes.Count}.");
            yield break;
        }

        for (var i = 0; i < batch.Changes.Count; i++)
        {
            var problem = batch.Changes[i] switch
            {
                null => "",
                { Action: var action } when !Enum.IsDefined(action) => ".action",
                { Record.Type: { } type } when !Enum.IsDefined(type) => ".record.type",
                _ => null,
            };
            if (problem is not null)
            {
                yield return ApiJson.NoMeaning($"changes[{i}]{problem}");
            }
        }
    }
}
