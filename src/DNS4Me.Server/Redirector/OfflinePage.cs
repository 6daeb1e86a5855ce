namespace DNS4Me.Server.Redirector;

/// <summary>The pages that the redirector shows itself. They need no scripts, hold nothing of the request, and follow the visitor's light or dark.</summary>
internal static class OfflinePage
{
    /// <summary>What visitors of an offline domain see. Source: help file, "Host Record Dialog", offline page.</summary>
    public static ReadOnlyMemory<byte> Offline { get; } = Page(
        "This site is offline",
        "The computer that hosts it is not connected at the moment. It comes back by itself as soon as its owner takes it online: please try again later.");

    /// <summary>What is shown for a name that is nobody's.</summary>
    public static ReadOnlyMemory<byte> Unknown { get; } = Page(
        "There is no such site here",
        "Nobody has a site by this name. Please check the spelling of the address.");

    private static ReadOnlyMemory<byte> Page(string title, string text) => System.Text.Encoding.UTF8.GetBytes(
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{{title}}</title>
        <style>
        :root { color-scheme: light dark; --back: #f4f6f8; --card: #ffffff; --text: #1d2733; --soft: #5a6877; --line: #dde3e9; }
        @media (prefers-color-scheme: dark) { :root { --back: #12171d; --card: #1b222b; --text: #e8edf2; --soft: #9aa8b6; --line: #2b3541; } }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--back); color: var(--text); font: 1.0625rem/1.6 system-ui, sans-serif; }
        main { max-width: 30rem; margin: 1.5rem; padding: 2.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
        h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.3; }
        p { margin: 0; }
        footer { margin-top: 1.75rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
        </style>
        </head>
        <body>
        <main>
        <h1>{{title}}</h1>
        <p>{{text}}</p>
        <footer>DNS4Me</footer>
        </main>
        </body>
        </html>

        """);
}
