namespace DNS4Me.Service;

/// <summary>A keep-alive, or the wish to go offline.</summary>
public sealed record PresenceRequest
{
    /// <summary>The epoch that the sender went online with. An older one than the service's is refused as <see cref="FaultCode.Superseded"/>.</summary>
    public required long Epoch { get; init; }
}
