using DNS4Me.Local;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>The presence of an agent in memory: its state and its events, which a test changes and clients wait for.</summary>
internal sealed class FakePresence
{
    private readonly Lock _gate = new();
    private readonly List<StatusEvent> _events = [];
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AgentState _state;
    private Fault? _fault;

    public FakePresence(FakeAgent agent, long firstSequence = 1)
    {
        FirstSequence = firstSequence;
        agent.On(AgentProtocol.GetStatus, _ => Status, AgentJson.Default.AgentStatus);
        agent.On(AgentProtocol.GetEvents, GetAsync, AgentJson.Default.IReadOnlyListStatusEvent);
        agent.On(AgentProtocol.Connect, _ => Change(AgentState.Online, (EventKind.Connecting, "Asking."), (EventKind.Online, "Online.")), AgentJson.Default.AgentStatus);
        agent.On(AgentProtocol.Disconnect, _ => Change(AgentState.Offline, (EventKind.Offline, "The domains go offline.")), AgentJson.Default.AgentStatus);
    }

    public long FirstSequence { get; }

    public AgentStatus Status => Samples.Online with { State = _state, Fault = _fault, RecentStatus = [.. _events] };

    public AgentStatus Change(AgentState state, params (EventKind Kind, string Message)[] events) => Change(state, null, events);

    public AgentStatus Change(AgentState state, Fault? fault, params (EventKind Kind, string Message)[] events)
    {
        TaskCompletionSource waiting;
        AgentStatus status;
        lock (_gate)
        {
            (_state, _fault) = (state, fault);
            foreach (var (kind, message) in events)
            {
                _events.Add(new() { Sequence = FirstSequence + _events.Count, Time = DateTimeOffset.UtcNow, Kind = kind, Message = message });
            }

            status = Status;
            (waiting, _added) = (_added, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        waiting.SetResult();
        return status;
    }

    private async Task<IReadOnlyList<StatusEvent>> GetAsync(FakeCall call)
    {
        var request = call.Argument(AgentJson.Default.EventRequest);
        while (true)
        {
            Task added;
            lock (_gate)
            {
                IReadOnlyList<StatusEvent> found = request.After is { } after ? [.. _events.Where(item => item.Sequence > after).Take(request.Max)] : [.. _events.TakeLast(request.Max)];
                if (found.Count > 0 || request.Wait <= TimeSpan.Zero)
                {
                    return found;
                }

                added = _added.Task;
            }

            await added.WaitAsync(call.Closed);
        }
    }
}
