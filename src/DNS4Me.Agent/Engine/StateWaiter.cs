using DNS4Me.Agent.Presence;

namespace DNS4Me.Agent.Engine;

/// <summary>Someone who waits for presence to come to a state. It looks at the state after its own input and after every later one.</summary>
internal sealed class StateWaiter
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<PresenceState, PresenceState, WaitResult> _look;
    private PresenceState? _first;

    private StateWaiter(Func<PresenceState, PresenceState, WaitResult> look, bool wantsOnline = false) => (_look, WantsOnline) = (look, wantsOnline);

    /// <summary>Whether the wish to be online holds as long as this waits.</summary>
    public bool WantsOnline { get; }

    /// <summary>Ends when the state is there, or fails with why it will not be.</summary>
    public Task Done => _done.Task;

    /// <summary>Waits for the domains to be online.</summary>
    /// <param name="tell">Hears how far it is.</param>
    public static StateWaiter ForOnline(Action<PresenceState> tell) => new((_, state) =>
    {
        if (state.State == AgentState.Online)
        {
            return WaitResult.Reached;
        }

        if (!state.IsActive)
        {
            return WaitResult.Failed(state.Fault ?? Faults.Cancelled("a command that took the domains offline"));
        }

        if (state.Request is null && state.LastFault is { } fault && PresenceMachine.EndsWait(fault.Code))
        {
            return WaitResult.Failed(fault);
        }

        tell(state);
        return WaitResult.Open;
    }, wantsOnline: true);

    /// <summary>Waits for the result of the request that the input caused.</summary>
    public static StateWaiter ForUpdate() => new((first, state) => state switch
    {
        _ when first.Request is null => WaitResult.Failed(Faults.NotOnline()),
        _ when state.LastCompleted < first.Request.Number || state.Request is not null => WaitResult.Open,
        { State: AgentState.Online, LastFault: null } => WaitResult.Reached,
        _ => WaitResult.Failed(state.LastFault ?? state.Fault ?? Faults.NotOnline()),
    });

    /// <summary>Waits until the service has been told that the domains are offline, or could not be told at the first try.</summary>
    public static StateWaiter ForOffline() => new((_, state) =>
        state.Request is null && (!state.OwesOffline || state.LastFault is not null) ? WaitResult.Reached : WaitResult.Open);

    /// <summary>Waits for the loop's next turn, whatever comes of it.</summary>
    public static StateWaiter ForTurn() => new((_, _) => WaitResult.Reached);

    /// <summary>Looks at a state.</summary>
    /// <returns>Whether it is done waiting.</returns>
    public bool Look(PresenceState state)
    {
        var result = _look(_first ??= state, state);
        if (result.Fault is { } fault)
        {
            _done.TrySetException(new DNS4MeException(fault));
        }
        else if (result.IsReached)
        {
            _done.TrySetResult();
        }

        return result.IsReached || result.Fault is not null;
    }

    private readonly record struct WaitResult(bool IsReached, Fault? Fault)
    {
        public static WaitResult Open => default;

        public static WaitResult Reached => new(true, null);

        public static WaitResult Failed(Fault fault) => new(false, fault);
    }
}
