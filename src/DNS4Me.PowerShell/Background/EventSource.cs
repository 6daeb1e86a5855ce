namespace DNS4Me.PowerShell.Background;

/// <summary>
/// What a subscription is bound to. The engine tells of a subscription's end where it has to take its handler from an event's list, and not else; it is that
/// list's end alone that is of use here, since an event that an object raises reaches the runspace in no sure order.
/// </summary>
/// <param name="ended">Is called when the engine takes its handler away.</param>
internal sealed class EventSource(Action ended)
{
    /// <summary>The event's name, as Get-EventSubscriber shows it.</summary>
    public const string EventName = nameof(StatusChanged);

    /// <summary>Stands for the agent's events.</summary>
    public event EventHandler StatusChanged
    {
        add
        {
        }

        remove => ended();
    }
}
