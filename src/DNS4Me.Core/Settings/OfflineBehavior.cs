namespace DNS4Me;

/// <summary>What visitors meet while the domains are offline. Source: help file, "Offline Settings".</summary>
public enum OfflineBehavior
{
    /// <summary>Web browsers see a page of the service saying that the domain is offline.</summary>
    OfflinePage,

    /// <summary>Nothing changes: every record keeps what it gave while online.</summary>
    KeepAddress,

    /// <summary>The domains lead to a given address.</summary>
    Address,

    /// <summary>Web browsers are redirected to a given URL.</summary>
    Url,
}
