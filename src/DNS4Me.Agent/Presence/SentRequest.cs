using System.Net;

namespace DNS4Me.Agent.Presence;

/// <summary>The request that is under way. There is one at a time; a newer number takes the place of the older one, whose result no longer counts.</summary>
/// <param name="Number">Rises by one a request, so that a late result is known as such.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="InstanceId">The go-online's name, for <see cref="PresenceRequestKind.GoOnline"/>.</param>
/// <param name="Epoch">The epoch to renew or to end.</param>
internal sealed record SentRequest(long Number, PresenceRequestKind Kind, string InstanceId, long Epoch)
{
    /// <summary>The IPv4 address that a keep-alive expects; see <see cref="DNS4Me.Service.PresenceRequest.Expected"/>.</summary>
    public IPAddress? Expected { get; init; }

    /// <summary>Likewise for IPv6.</summary>
    public IPAddress? ExpectedIPv6 { get; init; }
}
