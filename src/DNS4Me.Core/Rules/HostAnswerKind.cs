namespace DNS4Me;

/// <summary>What a host record comes to.</summary>
public enum HostAnswerKind
{
    /// <summary>Nothing in this family.</summary>
    None,

    /// <summary>An address.</summary>
    Address,

    /// <summary>The redirector, which shows the offline page.</summary>
    OfflinePage,

    /// <summary>The redirector, which leads to a port of the current address.</summary>
    PortRedirect,

    /// <summary>The redirector, which leads to a URL.</summary>
    UrlRedirect,
}
