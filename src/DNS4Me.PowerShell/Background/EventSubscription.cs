namespace DNS4Me.PowerShell.Background;

/// <summary>Who wants to be told of events.</summary>
/// <param name="Subscriber">The subscriber, as the engine knows it.</param>
/// <param name="Kinds">Which kinds of events; empty: all.</param>
/// <param name="MessageData">What goes along with each.</param>
internal sealed record EventSubscription(PSEventSubscriber Subscriber, IReadOnlyList<EventKind> Kinds, PSObject? MessageData)
{
    /// <summary>Whether events of a kind are wanted.</summary>
    public bool Wants(EventKind kind) => Kinds.Count == 0 || Kinds.Contains(kind);
}
