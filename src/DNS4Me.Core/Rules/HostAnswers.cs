using System.Net;

namespace DNS4Me;

/// <summary>
/// The table *setting × online target × offline target × presence → answer*. Both the DNS path and the redirector read it, so it
/// allocates nothing. Source: help file, "Online Settings", "Offline Settings" and "Host Record Dialog".
/// </summary>
public static class HostAnswers
{
    /// <summary>The subdomain that the web redirect of the online settings is for.</summary>
    public const string WebSubdomain = "www";

    /// <summary>What a host record gives.</summary>
    /// <param name="online">The account's online settings.</param>
    /// <param name="offline">The account's offline settings.</param>
    /// <param name="onlineTarget">The record's online target.</param>
    /// <param name="offlineTarget">The record's offline target.</param>
    /// <param name="isWeb">Whether the record is the default one, asked for as the domain's www subdomain itself.</param>
    /// <param name="family">The family asked for.</param>
    /// <param name="presence">The account's presence.</param>
    public static HostAnswer Answer(
        OnlineSetting online, OfflineSetting offline, HostTarget onlineTarget, HostTarget offlineTarget, bool isWeb, IPFamily family, in PresenceFacts presence)
    {
        if (presence.Online)
        {
            return OnlineAnswer(online, onlineTarget, isWeb, family, presence);
        }

        if (offline.Behavior == OfflineBehavior.KeepAddress)
        {
            return presence.WasEverOnline ? OnlineAnswer(online, onlineTarget, isWeb, family, presence) : HostAnswer.OfflinePage;
        }

        return offlineTarget.Kind switch
        {
            HostTargetKind.Address => HostAnswer.Of(offlineTarget.Address, family),
            HostTargetKind.UrlRedirect => new(HostAnswerKind.UrlRedirect, Url: offlineTarget.Url),
            HostTargetKind.OfflinePage => HostAnswer.OfflinePage,
            _ => DefaultOffline(offline, family),
        };
    }

    /// <summary>The address that a host record with default targets gives while online.</summary>
    public static IPAddress? CurrentAddress(OnlineSetting online, IPFamily family, in PresenceFacts presence)
    {
        var address = online.Automatic
            ? presence.AddressOf(family)
            : family == IPFamily.IPv4 ? online.Address : online.AddressIPv6;
        return address.IsUnset() ? null : address;
    }

    private static HostAnswer OnlineAnswer(OnlineSetting online, HostTarget target, bool isWeb, IPFamily family, in PresenceFacts presence) => target.Kind switch
    {
        HostTargetKind.Address => HostAnswer.Of(target.Address, family),
        HostTargetKind.PortRedirect => PortRedirect(online, target.Port!.Value, family, presence),
        HostTargetKind.UrlRedirect => new(HostAnswerKind.UrlRedirect, Url: target.Url),
        _ when isWeb && online.WebRedirect == WebRedirect.Port => PortRedirect(online, online.WebRedirectPort, family, presence),
        _ when isWeb && online.WebRedirect == WebRedirect.Url => new(HostAnswerKind.UrlRedirect, Url: online.WebRedirectUrl),
        _ => HostAnswer.Of(CurrentAddress(online, family, presence), family),
    };

    /// <summary>A visitor who comes over one family may have no other, so that the address of the same family comes first.</summary>
    private static HostAnswer PortRedirect(OnlineSetting online, int port, IPFamily family, in PresenceFacts presence)
    {
        var other = family == IPFamily.IPv4 ? IPFamily.IPv6 : IPFamily.IPv4;
        return new(HostAnswerKind.PortRedirect, CurrentAddress(online, family, presence) ?? CurrentAddress(online, other, presence), port);
    }

    private static HostAnswer DefaultOffline(OfflineSetting offline, IPFamily family) => offline.Behavior switch
    {
        OfflineBehavior.Address => HostAnswer.Of(family == IPFamily.IPv4 ? offline.Address : offline.AddressIPv6, family),
        OfflineBehavior.Url => new(HostAnswerKind.UrlRedirect, Url: offline.Url),
        _ => HostAnswer.OfflinePage,
    };
}
