namespace DNS4Me;

/// <summary>Where the pages of the Help menu are.</summary>
public static class ServicePages
{
    /// <summary>
    /// The path of a page below <see cref="ServerSetting.HomePage"/>. Source: help file, "Help Menu", "Registering DNS4Me", "Technical Support". For the customer centre, updates and
    /// contacts it names no address; theirs are in the manner of the others.
    /// </summary>
    public static string PathOf(ServicePage page) => page switch
    {
        ServicePage.Home => "",
        ServicePage.KnowledgeBase => "kb/",
        ServicePage.CustomerCenter => "customer/",
        _ => page.ToString().ToLowerInvariant() + "/",
    };

    /// <summary>A page's address.</summary>
    /// <param name="homePage">The service's <see cref="ServerSetting.HomePage"/>, with or without a slash at its end.</param>
    /// <param name="page">The page.</param>
    public static Uri AddressOf(string homePage, ServicePage page) => new(new(homePage.EndsWith("/", StringComparison.Ordinal) ? homePage : homePage + "/"), PathOf(page));

    /// <summary>Whether pages can be below an address: a URL that redirects may lead to, without a query and a fragment.</summary>
    public static bool IsHomePage(string? text) => WebUrl.IsValid(text) && text!.IndexOfAny(['?', '#']) < 0;
}
