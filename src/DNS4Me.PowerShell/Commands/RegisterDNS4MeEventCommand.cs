using DNS4Me.PowerShell.Background;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// Has a script block run, or an event queued for Get-Event and Wait-Event, whenever something happens: the domains go online or offline, the address
/// changes, the connection is lost. It follows the agent from one start to the next and starts none. Unregister-Event ends it.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "DNS4MeEvent")]
[OutputType(typeof(PSEventJob))]
public sealed class RegisterDNS4MeEventCommand : DNS4MeCommand
{
    /// <summary>Which kinds of events; none: all.</summary>
    [Parameter(Position = 0)]
    public EventKind[] Kind { get; set; } = [];

    /// <summary>What to run. <c>$args[0]</c>, as <c>$Event.SourceArgs[0]</c>, is the event. Without it events are queued.</summary>
    [Parameter(Position = 1)]
    public ScriptBlock? Action { get; set; }

    /// <summary>The name to know the subscription by.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string SourceIdentifier { get; set; } = Guid.NewGuid().ToString();

    /// <summary>What goes along with each event, as <c>$Event.MessageData</c>.</summary>
    [Parameter]
    public PSObject? MessageData { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        if (Events.GetEventSubscribers(SourceIdentifier).Any())
        {
            throw new DNS4MeException(Faults.InvalidValue("sourceIdentifier", Words.SubscriberExists(SourceIdentifier), SourceIdentifier));
        }

        EventReader? reader = null;
        var source = new EventSource(() => reader?.Remove(SourceIdentifier));
        var subscriber = Events.SubscribeEvent(source, EventSource.EventName, SourceIdentifier, MessageData, Action, supportEvent: false, forwardEvent: false);
        try
        {
            var subscription = new EventSubscription(subscriber, Kind, MessageData);
            do
            {
                reader = Reader();
            }
            while (!reader.TryAdd(subscription));
        }
        catch
        {
            Events.UnsubscribeEvent(subscriber);
            throw;
        }

        if (subscriber.Action is { } job)
        {
            WriteObject(job);
        }
    }

    private EventReader Reader()
    {
        var runspace = RunspaceWork.Current;
        if (runspace.OfKind<EventReader>().FirstOrDefault(reader => reader.Endpoint == Home.Endpoint) is { } running)
        {
            return running;
        }

        var reader = new EventReader(Home, Events, runspace);
        return Await(async cancellation =>
        {
            await reader.StartAsync(cancellation).ConfigureAwait(false);
            return reader;
        });
    }
}
