using DNS4Me.Local;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Background;

/// <summary>
/// Reads a home's events for all subscriptions of a runspace, and raises each as an event of PowerShell's engine. It lives from the first subscription
/// to the end of the last.
/// </summary>
internal sealed class EventReader : IBackgroundWork, IDisposable
{
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly List<EventSubscription> _subscriptions = [];
    private readonly PSEventManager _engine;
    private readonly EventFollower _follower;
    private readonly RunspaceWork _runspace;
    private bool _isOver;
    private Fault? _told;

    /// <param name="home">The agents' home.</param>
    /// <param name="engine">The events of the runspace.</param>
    /// <param name="runspace">The runspace.</param>
    public EventReader(AgentHome home, PSEventManager engine, RunspaceWork runspace)
        => (Endpoint, _engine, _follower, _runspace) = (home.Endpoint, engine, new(home), runspace);

    /// <summary>Where the agents listen.</summary>
    public string Endpoint { get; }

    /// <summary>Begins to read: what happens from now on reaches the subscriptions.</summary>
    /// <exception cref="DNS4MeException">What listens cannot be asked.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await _follower.BeginAsync(cancellation).ConfigureAwait(false);
        _runspace.Add(this);
        _ = Task.Run(ReadAsync, CancellationToken.None);
    }

    /// <summary>Adds a subscription.</summary>
    /// <returns>False when the reader has just ended.</returns>
    public bool TryAdd(EventSubscription subscription)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _subscriptions.Add(subscription);
            }

            return !_isOver;
        }
    }

    /// <summary>Takes a subscription away that has ended; the reading ends with the last.</summary>
    public void Remove(string sourceIdentifier)
    {
        bool isLast;
        lock (_gate)
        {
            _subscriptions.RemoveAll(subscription => subscription.Subscriber.SourceIdentifier == sourceIdentifier);
            isLast = _subscriptions.Count == 0;
        }

        if (isLast)
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Leave()
    {
        foreach (var subscription in Subscriptions())
        {
            _engine.UnsubscribeEvent(subscription.Subscriber);
        }

        Dispose();
    }

    /// <summary>Ends the reading.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
        }

        _runspace.Remove(this);
        _ending.Cancel();
    }

    private IReadOnlyList<EventSubscription> Subscriptions()
    {
        lock (_gate)
        {
            return [.. _subscriptions];
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                foreach (var item in await NextAsync().ConfigureAwait(false))
                {
                    Raise(item);
                }
            }
        }
        catch (Exception) when (_ending.IsCancellationRequested)
        {
            // The last subscription has ended.
        }
        finally
        {
            _follower.Dispose();
        }
    }

    /// <summary>A fault that lasts is told once, as an event of its own, and reading is tried again.</summary>
    private async Task<IReadOnlyList<StatusEvent>> NextAsync()
    {
        Fault fault;
        try
        {
            var events = await _follower.NextAsync(LongPoll, _ending.Token).ConfigureAwait(false);
            _told = null;
            return events;
        }
        catch (Exception e) when (!_ending.IsCancellationRequested)
        {
            fault = FaultRecords.FaultsOf(e)?[0] ?? Faults.InternalError(e.Message);
            _follower.Dispose();
        }

        if (_told != fault)
        {
            _told = fault;
            return [new() { Sequence = 0, Time = DateTimeOffset.UtcNow, Kind = EventKind.Error, Message = fault.Message, Fault = fault.Code }];
        }

        await Task.Delay(PauseAfterFault, _ending.Token).ConfigureAwait(false);
        return [];
    }

    private void Raise(StatusEvent item)
    {
        foreach (var subscription in Subscriptions().Where(subscription => subscription.Wants(item.Kind)))
        {
            // In this thread: the engine queues it for the runspace either way, but in the order of the calls only so.
            _engine.GenerateEvent(subscription.Subscriber.SourceIdentifier, null, [item], subscription.MessageData, processInCurrentThread: true, waitForCompletionInCurrentThread: false);
        }
    }
}
