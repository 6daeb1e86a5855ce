using System.Net;

namespace DNS4Me.Service;

/// <summary>A keep-alive, or the wish to go offline.</summary>
public sealed record PresenceRequest
{
    /// <summary>The epoch that the sender went online with. An older one than the service's is refused as <see cref="FaultCode.Superseded"/>.</summary>
    public required long Epoch { get; init; }

    /// <summary>
    /// Of a keep-alive: the address that the sender has made sure of, in the family that the request goes over. If the request comes from another, a
    /// lease that holds is renewed at the address that it has, so that addresses which rotate change nothing. Null: the address seen is taken.
    /// </summary>
    public IPAddress? Expected { get; init; }
}
