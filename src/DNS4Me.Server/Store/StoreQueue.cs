namespace DNS4Me.Server.Store;

/// <summary>
/// What waits for the store's writer. Batches of records wait in a line of their own, of which a commit takes but so much: so a sign of life never waits for more
/// than one commit's worth of records.
/// </summary>
internal sealed class StoreQueue
{
    private const int MostWishes = 50_000;
    private const int MostBatches = 256;

    /// <summary>How much a commit takes of each line, by weight.</summary>
    private const int MostInCommit = 1_000;

    private readonly object _gate = new();
    private readonly Queue<StoreWish> _wishes = [];
    private readonly Queue<StoreWish> _batches = [];
    private bool _closed;

    /// <summary>Adds a wish.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.ServiceBusy"/>: too many wait, or the server is stopping.</exception>
    public void Add(StoreWish wish)
    {
        var (line, most) = wish is RecordWish ? (_batches, MostBatches) : (_wishes, MostWishes);
        lock (_gate)
        {
            if (_closed || line.Count >= most)
            {
                throw new DNS4MeException(_closed ? ServerFaults.Stopping() : Faults.ServiceBusy());
            }

            line.Enqueue(wish);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes what one commit is to have, and waits a while when there is nothing.</summary>
    /// <returns>The wishes; null when there are none and will be none.</returns>
    public IReadOnlyList<StoreWish>? Take(TimeSpan wait)
    {
        lock (_gate)
        {
            if (_wishes.Count + _batches.Count == 0)
            {
                if (_closed)
                {
                    return null;
                }

                Monitor.Wait(_gate, wait);
            }

            var taken = new List<StoreWish>();
            foreach (var line in new[] { _wishes, _batches })
            {
                for (var weight = 0; weight < MostInCommit && line.TryDequeue(out var wish); weight += wish.Weight)
                {
                    taken.Add(wish);
                }
            }

            return taken;
        }
    }

    /// <summary>Takes no more; what waits can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
