using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Watching;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// Shows how things stand, and goes on showing it as it changes, until Ctrl+C, which ends the view alone. It starts no agent: without one it shows what
/// follows from the files that the last one left. Where the output goes to another command or a file, or the console cannot be redrawn, what changes is written line by line.
/// </summary>
[Cmdlet(VerbsCommon.Watch, "DNS4Me")]
[OutputType(typeof(string))]
public sealed class WatchDNS4MeCommand : DNS4MeCommand
{
    private const int LongestRefresh = 3_600;

    /// <summary>How often to draw, in seconds; what happens is drawn at once, though not more than once a second.</summary>
    [Parameter(Position = 0)]
    public int RefreshSec { get; set; } = 1;

    /// <summary>Whether to write how things stand as lines, once.</summary>
    [Parameter]
    public SwitchParameter Once { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        CheckRange(nameof(RefreshSec), RefreshSec, LongestRefresh);
        var leadsElsewhere = OutputPath.LeadsElsewhere(MyInvocation);
        var width = leadsElsewhere || Console.IsOutputRedirected ? StatusView.Unlimited : ViewScreen.WidthOf(Host);
        if (Once)
        {
            var status = Await(StatusAsync);
            Write(new StatusView(width, int.MaxValue).Lines(status, DateTimeOffset.Now, ""));
        }
        else if (!leadsElsewhere && ViewScreen.Of(Host) is { } screen)
        {
            Await(cancellation => DrawAsync(screen, cancellation));
        }
        else
        {
            Await(cancellation => TellAsync(width, cancellation));
        }
    }

    private async Task<bool> DrawAsync(ViewScreen screen, CancellationToken cancellation)
    {
        using var follower = new EventFollower(Home);
        await follower.BeginAsync(cancellation).ConfigureAwait(false);
        while (true)
        {
            var status = await StatusAsync(cancellation).ConfigureAwait(false);
            OnPipeline(() => screen.Draw(new StatusView(ViewScreen.WidthOf(Host), screen.Height).Lines(status, DateTimeOffset.Now, Words.EndsTheView)));
            await PauseAsync(follower, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<bool> TellAsync(int width, CancellationToken cancellation)
    {
        using var follower = new EventFollower(Home);
        await follower.BeginAsync(cancellation).ConfigureAwait(false);
        var status = await StatusAsync(cancellation).ConfigureAwait(false);
        var lines = new StatusView(width, int.MaxValue).Lines(status, DateTimeOffset.Now, "");
        OnPipeline(() => Write(lines));
        while (true)
        {
            var events = await PauseAsync(follower, cancellation).ConfigureAwait(false);
            var before = status;
            status = await StatusAsync(cancellation).ConfigureAwait(false);
            var told = events.Select(item => StatusView.EventLine(item, width)).ToList();
            if (status.State != before.State || status.AgentRunning != before.AgentRunning || !Equals(status.Address, before.Address) || !Equals(status.AddressIPv6, before.AddressIPv6))
            {
                told.Add(StatusView.Summary(status, DateTimeOffset.Now));
            }

            OnPipeline(() => Write(told));
        }
    }

    /// <summary>Waits for the next time to draw: until something happens, but a second at least, so that a storm of events is not drawn one by one.</summary>
    private async Task<IReadOnlyList<StatusEvent>> PauseAsync(EventFollower follower, CancellationToken cancellation)
    {
        var least = Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        var events = await follower.NextAsync(TimeSpan.FromSeconds(RefreshSec), cancellation).ConfigureAwait(false);
        await least.ConfigureAwait(false);
        return events;
    }

    private async Task<AgentStatus> StatusAsync(CancellationToken cancellation)
    {
        try
        {
            using var agent = await AgentConnection.TryOpenAsync(Home, cancellation).ConfigureAwait(false);
            return agent is null ? AgentFiles.ReadStatus(Home) : await agent.GetStatusAsync(cancellation).ConfigureAwait(false);
        }
        catch (DNS4MeException e) when (e.Fault.Code is FaultCode.AgentGone or FaultCode.Cancelled)
        {
            // It went in this moment.
            return AgentFiles.ReadStatus(Home);
        }
    }
}
