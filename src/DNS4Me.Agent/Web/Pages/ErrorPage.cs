using System.Collections.Frozen;
using System.Text;

namespace DNS4Me.Agent.Web.Pages;

/// <summary>What visitors see when there is nothing else to show. The pages hold nothing of the request.</summary>
internal static class ErrorPage
{
    private const string Rules = """
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--back); color: var(--text); font: 1.0625rem/1.6 system-ui, sans-serif; }
        main { max-width: 30rem; margin: 1.5rem; padding: 2.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
        h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.3; }
        p { margin: 0; }
        footer { margin-top: 1.75rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
        """;

    private static readonly FrozenDictionary<int, byte[]> Pages = new Dictionary<int, byte[]>
    {
        [400] = Make(400, "This request makes no sense", "The address is not one that could lead to a page. Please check its spelling."),
        [403] = Make(403, "This page is not open to visitors", "It is there, but it may not be shown."),
        [404] = Make(404, "There is no such page", "Please check the spelling of the address, or begin at the site's start."),
        [405] = Make(405, "This site can only be read", "Pages can be fetched from it; nothing can be sent to it."),
        [412] = Make(412, "The page has changed", "It is not the one any more that the request was made for."),
        [416] = Make(416, "There is no such part", "The file has fewer bytes than were asked for."),
        [500] = Make(500, "Something went wrong here", "It is not your fault. Please try again in a while."),
        [503] = Make(503, "One moment, please", "The page is being changed right now. Please try again."),
    }.ToFrozenDictionary();

    /// <summary>The page of a status.</summary>
    public static byte[] Of(int status) => Pages[status];

    private static byte[] Make(int status, string title, string text) => Encoding.UTF8.GetBytes(PageStyle.Begin(title, Rules) + $"""
        <p>{text}</p>
        <footer>{status}</footer>
        </main>
        </body>
        </html>

        """);
}
