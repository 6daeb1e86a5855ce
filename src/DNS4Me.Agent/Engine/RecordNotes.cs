using System.Globalization;
using DNS4Me.Service;

namespace DNS4Me.Agent.Engine;

/// <summary>What became of a batch of changes, in a sentence.</summary>
internal static class RecordNotes
{
    /// <summary>What a batch that the service answered came to.</summary>
    public static string Of(RecordBatch batch, RecordBatchResult result)
    {
        if (result.Results is [{ } only] && batch.Changes is [{ } change])
        {
            return OfOne(change, only);
        }

        var done = batch.Changes.Zip(result.Results).Where(pair => pair.Second.Record is not null).ToLookup(pair => pair.First.Action);
        var parts = new (int Count, string What)[]
        {
            (done[RecordAction.Add].Count(), "added"),
            (done[RecordAction.Set].Count(), "changed"),
            (done[RecordAction.Remove].Count(), "removed"),
            (result.Results.Count(each => each.Faults is not null), "refused"),
            (result.Results.Count(each => each is { Record: null, Faults: null }), "left undone"),
        }.Where(part => part.Count > 0).ToList();
        var first = parts[0];
        var rest = string.Concat(parts.Skip(1).Select(part => $", {Number(part.Count)} {part.What}"));
        return $"{Records(first.Count)} {(first.Count == 1 ? "was" : "were")} {first.What}{rest}.";
    }

    /// <summary>A batch that failed as a whole.</summary>
    public static string OfFailure(RecordBatch batch, Fault fault) => Faults.LeavesOpen(fault.Code)
        ? $"Changes of {Records(batch.Changes.Count)} were sent, and whether they went in is not known: {fault.Message}"
        : $"Changes of {Records(batch.Changes.Count)} did not go in: {fault.Message}";

    /// <summary>A batch that was withdrawn before the service answered.</summary>
    public static string OfWithdrawal(RecordBatch batch)
        => $"Changes of {Records(batch.Changes.Count)} were withdrawn before the service answered; whether they went in is not known.";

    private static string OfOne(RecordChange change, RecordChangeResult result)
    {
        var what = change.Action switch
        {
            RecordAction.Add => "added",
            RecordAction.Set => "changed",
            _ => "removed",
        };
        return result.Record is { } record ? $"A record was {what}: {record}."
            : $"A record was not {what}: {(result.Faults is [var fault, ..] ? fault.Message : "it was left undone.")}";
    }

    private static string Records(int count) => count == 1 ? "1 record" : $"{Number(count)} records";

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
