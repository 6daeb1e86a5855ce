namespace DNS4Me;

/// <summary>What happens to web requests for the www subdomain. Source: help file, "Online Settings".</summary>
public enum WebRedirect
{
    /// <summary>Nothing: www is a subdomain like any other.</summary>
    Disabled,

    /// <summary>They are redirected to another port.</summary>
    Port,

    /// <summary>They are redirected to another URL.</summary>
    Url,
}
