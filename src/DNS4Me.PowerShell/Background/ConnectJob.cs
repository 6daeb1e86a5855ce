using DNS4Me.Local;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Background;

/// <summary>
/// A job that takes the domains online and runs while they are; its output is the changes of their presence. To stop it is to take them offline, as
/// Disconnect-DNS4Me does. The agent keeps them, so that a console that closes, or a module that is removed, ends the job alone.
/// </summary>
internal sealed class ConnectJob : Job, IBackgroundWork
{
    /// <summary>How many changes are kept for who never receives them; the older ones are forgotten.</summary>
    public const int MostKept = 1_000;

    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(30);

    /// <summary>How long to try to take the domains offline: the agent has a deadline of its own for the service.</summary>
    private static readonly TimeSpan DisconnectDeadline = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _ending = new();
    private readonly AgentHome _home;
    private readonly Func<Action<string>, CancellationToken, Task<AgentConnection>> _open;
    private readonly TimeSpan _timeout;
    private volatile bool _disconnects;
    private volatile string _activity = Words.Connecting;
    private long _last;

    /// <param name="command">The command line, as Get-Job shows it.</param>
    /// <param name="home">The agent's home.</param>
    /// <param name="open">Opens a connection to the agent, which is started if none runs; is given what to warn with.</param>
    /// <param name="timeout">How long to wait for the service.</param>
    public ConnectJob(string command, AgentHome home, Func<Action<string>, CancellationToken, Task<AgentConnection>> open, TimeSpan timeout)
        : base(command, null)
    {
        (_home, _open, _timeout) = (home, open, timeout);
        PSJobTypeName = "DNS4MeJob";
    }

    /// <inheritdoc/>
    public override bool HasMoreData => Output.Count + Error.Count + Warning.Count > 0;

    /// <inheritdoc/>
    public override string Location => _home.Endpoint;

    /// <inheritdoc/>
    public override string StatusMessage => _activity;

    private bool HasEnded => JobStateInfo.State is JobState.Completed or JobState.Failed or JobState.Stopped;

    /// <summary>Begins.</summary>
    /// <param name="ended">Is called once it has ended.</param>
    public void Start(Action ended)
    {
        SetJobState(JobState.Running);
        _ = Task.Run(async () =>
        {
            var state = await RunAsync().ConfigureAwait(false);
            ended();

            // Last: who waits for it finds everything written, and a terminal state closes the streams.
            SetJobState(state);
        });
    }

    /// <inheritdoc/>
    public override void StopJob()
    {
        if (!HasEnded)
        {
            _disconnects = true;
            End();
        }
    }

    /// <inheritdoc/>
    public void Leave() => End();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && HasEnded)
        {
            _ending.Dispose();
        }

        base.Dispose(disposing);
    }

    private void End()
    {
        try
        {
            _ending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself, and was removed, in this moment.
            return;
        }

        Finished.WaitOne(DisconnectDeadline);
    }

    private async Task<JobState> RunAsync()
    {
        var isOnline = false;
        try
        {
            using var agent = await _open(text => Warning.Add(new(text)), _ending.Token).ConfigureAwait(false);
            var newest = await agent.GetEventsAsync(new() { Max = 1 }, _ending.Token).ConfigureAwait(false);
            _last = newest.Count == 0 ? 0 : newest[0].Sequence;
            await agent.ConnectAsync(new() { Timeout = _timeout }, note => _activity = note.Activity, _ending.Token).ConfigureAwait(false);
            isOnline = true;
            _activity = "";
            await FollowAsync(agent).ConfigureAwait(false);
            return JobState.Completed;
        }
        catch (Exception) when (_ending.IsCancellationRequested)
        {
            // Before the domains are online the agent withdraws the wish itself, as the connection is closed.
            if (_disconnects && isOnline)
            {
                await DisconnectAsync().ConfigureAwait(false);
            }

            return JobState.Stopped;
        }
        catch (DNS4MeException e) when (isOnline && e.Fault.Code is (FaultCode.AgentGone or FaultCode.Cancelled) && AgentFiles.ReadState(_home) is { StoppedCleanly: true } left)
        {
            Tell(left.Status.RecentStatus.Where(change => change.Sequence > _last));
            return JobState.Completed;
        }
        catch (Exception e)
        {
            Tell(e);
            return JobState.Failed;
        }
    }

    /// <summary>Tells of changes until the domains are not to be online any more.</summary>
    /// <exception cref="DNS4MeException">Why they are not, where nobody asked for that.</exception>
    private async Task FollowAsync(AgentConnection agent)
    {
        AgentStatus status;
        do
        {
            Tell(await agent.GetEventsAsync(new() { After = _last, Wait = LongPoll }, _ending.Token).ConfigureAwait(false));
            status = await agent.GetStatusAsync(_ending.Token).ConfigureAwait(false);
        }
        while (status.State is AgentState.Connecting or AgentState.Online or AgentState.Reconnecting);

        await TellRestAsync(agent, _ending.Token).ConfigureAwait(false);
        if (status.Fault is { } fault)
        {
            throw new DNS4MeException(fault);
        }
    }

    private async Task DisconnectAsync()
    {
        try
        {
            using var deadline = new CancellationTokenSource(DisconnectDeadline);
            using var agent = await AgentConnection.TryOpenAsync(_home, deadline.Token).ConfigureAwait(false);
            if (agent is not null)
            {
                var status = await agent.DisconnectAsync(deadline.Token).ConfigureAwait(false);
                await TellRestAsync(agent, deadline.Token).ConfigureAwait(false);
                if (status is { State: AgentState.Offline, Fault: { } fault })
                {
                    Warning.Add(new(Words.NotTold(fault, status.LeaseEnds)));
                }
            }
        }
        catch (Exception e)
        {
            Tell(e);
        }
    }

    private async Task TellRestAsync(AgentConnection agent, CancellationToken cancellation)
    {
        IReadOnlyList<StatusEvent> rest;
        do
        {
            rest = await agent.GetEventsAsync(new() { After = _last }, cancellation).ConfigureAwait(false);
            Tell(rest);
        }
        while (rest.Count > 0);
    }

    private void Tell(IEnumerable<StatusEvent> events)
    {
        foreach (var change in events)
        {
            _last = change.Sequence;
            if (change.Kind is EventKind.Connecting or EventKind.Online or EventKind.Offline or EventKind.AddressChanged or EventKind.ConnectionLost
                or EventKind.ConnectionRestored or EventKind.Superseded or EventKind.Refused)
            {
                Output.Add(PSObject.AsPSObject(change));
                while (Output.Count > MostKept)
                {
                    Output.RemoveAt(0);
                }
            }
        }
    }

    /// <summary>Nobody awaits the job's own thread, so that whatever failed is told here or never.</summary>
    private void Tell(Exception failure)
    {
        foreach (var fault in FaultRecords.FaultsOf(failure) ?? [Faults.InternalError(failure.Message)])
        {
            Error.Add(FaultRecords.ToErrorRecord(fault));
        }
    }
}
