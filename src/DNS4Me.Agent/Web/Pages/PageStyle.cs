namespace DNS4Me.Agent.Web.Pages;

/// <summary>What the pages that the web server makes itself have in common. They need no script, load nothing, and follow the visitor's light or dark.</summary>
internal static class PageStyle
{
    /// <summary>Nothing but the page's own style may act on it.</summary>
    public const string ContentSecurity = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The media type of the pages.</summary>
    public const string ContentType = "text/html; charset=utf-8";

    private const string Colors = """
        :root { color-scheme: light dark; --back: #f4f6f8; --card: #ffffff; --text: #1d2733; --soft: #5a6877; --line: #dde3e9; --link: #0b5cad; }
        @media (prefers-color-scheme: dark) { :root { --back: #12171d; --card: #1b222b; --text: #e8edf2; --soft: #9aa8b6; --line: #2b3541; --link: #7cb8f5; } }
        """;

    /// <summary>How every page begins, up to its heading.</summary>
    /// <param name="title">Its title and heading, escaped.</param>
    /// <param name="rules">The style rules of this page alone.</param>
    public static string Begin(string title, string rules) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{title}</title>
        <style>
        {Colors}
        {rules}
        </style>
        </head>
        <body>
        <main>
        <h1>{title}</h1>

        """;
}
