using DNS4Me.Local;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells what happened: the Status dialog's "Recent Status". Without an agent it reads what the last one left.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeEvent")]
[OutputType(typeof(StatusEvent))]
public sealed class GetDNS4MeEventCommand : DNS4MeCommand
{
    private const int MostEvents = 10_000;
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(30);

    /// <summary>How many of the newest events to begin with.</summary>
    [Parameter(Position = 0)]
    public int Newest { get; set; } = new EventRequest().Max;

    /// <summary>Whether to go on with the events to come, of the agents to come too, until Ctrl+C.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        CheckRange(nameof(Newest), Newest, MostEvents);
        if (Follow)
        {
            Await(FollowAsync);
        }
        else
        {
            Write(AskIfRunning((agent, cancellation) => agent.GetEventsAsync(new() { Max = Newest }, cancellation)) ?? FromFile());
        }
    }

    private IEnumerable<StatusEvent> FromFile()
    {
        var left = AgentFiles.ReadState(Home)?.Status.RecentStatus ?? [];
        return left.Skip(left.Count - Newest);
    }

    private async Task<bool> FollowAsync(CancellationToken cancellation)
    {
        using var follower = new EventFollower(Home);
        var events = await follower.BeginAsync(cancellation, Newest).ConfigureAwait(false);
        if (!follower.IsConnected)
        {
            throw new DNS4MeException(Faults.AgentNotRunning(Home.Folder, Home.Scope));
        }

        while (true)
        {
            var (news, wasConnected) = (events, follower.IsConnected);
            OnPipeline(() => Write(news));
            events = await follower.NextAsync(LongPoll, cancellation).ConfigureAwait(false);
            if (wasConnected && !follower.IsConnected)
            {
                OnPipeline(() => WriteWarning(Words.WaitsForNextAgent));
            }
        }
    }
}
