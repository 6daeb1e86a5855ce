namespace DNS4Me;

/// <summary>The pages that the Help menu leads to. Source: help file, "Help Menu", "Obtaining a Trial Domain", "Sales Issues".</summary>
public enum ServicePage
{
    /// <summary>The service's home page.</summary>
    Home,

    /// <summary>Obtaining a domain for a trial.</summary>
    Trial,

    /// <summary>Purchasing the service.</summary>
    Purchase,

    /// <summary>What the service costs.</summary>
    Pricing,

    /// <summary>Having a lost registration ID sent.</summary>
    LostId,

    /// <summary>Questions that were answered before.</summary>
    KnowledgeBase,

    /// <summary>Asking the technical support.</summary>
    Support,

    /// <summary>The account with the service: address, e-mail address, name.</summary>
    CustomerCenter,

    /// <summary>What is new in the client, and where to get it.</summary>
    Update,

    /// <summary>Questions that are not technical.</summary>
    Sales,

    /// <summary>How to reach the people of the service.</summary>
    Contact,
}
