namespace DNS4Me;

/// <summary>What a host record gives in one presence state. Source: help file, "Host Record Dialog".</summary>
public enum HostTargetKind
{
    /// <summary>What the online or offline settings say.</summary>
    Default,

    /// <summary>An address of its own.</summary>
    Address,

    /// <summary>Web requests go to another port of the current address. Online only.</summary>
    PortRedirect,

    /// <summary>Web requests go to a URL.</summary>
    UrlRedirect,

    /// <summary>Web requests go to the service's offline page. Offline only.</summary>
    OfflinePage,
}
