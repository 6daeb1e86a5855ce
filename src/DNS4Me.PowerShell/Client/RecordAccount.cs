using DNS4Me.Service;

namespace DNS4Me.PowerShell.Client;

/// <summary>How far a pipeline of rows came: what went in, what was refused, what is not known, and from where on nothing was sent.</summary>
/// <param name="done">What is done to records.</param>
internal sealed class RecordAccount(string done)
{
    /// <summary>How many rows came.</summary>
    public int Rows { get; set; }

    /// <summary>The last row that was judged, and queued if it was good.</summary>
    public int Handled { get; set; }

    /// <summary>How many changes went in.</summary>
    public int Done { get; private set; }

    /// <summary>How many rows were refused, here or by the service.</summary>
    public int Refused { get; set; }

    /// <summary>Counts the results of a batch.</summary>
    public void Count(IReadOnlyList<RecordChangeResult> results)
    {
        var went = results.Count(result => result.Record is not null);
        Done += went;
        Refused += results.Count - went;
    }

    /// <summary>Says it.</summary>
    /// <param name="open">The changes that were sent and not answered.</param>
    /// <param name="waiting">The changes that were not sent.</param>
    public string Tell(IReadOnlyList<QueuedChange> open, IReadOnlyList<QueuedChange> waiting)
        => Words.Account(
            done, Done, Refused, open.Count == 0 ? null : (open[0].Ordinal, open[open.Count - 1].Ordinal), waiting.Count > 0 ? waiting[0].Ordinal : Handled + 1);
}
