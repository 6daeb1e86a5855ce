using System.Globalization;
using System.Net;
using System.Text;

namespace DNS4Me.Agent.Web.Pages;

/// <summary>The list of what is in a folder, as a page. Every name in it is escaped for where it stands.</summary>
internal static class ListingPage
{
    private const string Rules = """
        body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
        main { max-width: 60rem; margin: 1.5rem auto; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
        h1 { margin: 0 0 1rem; font-size: 1.25rem; overflow-wrap: anywhere; }
        table { width: 100%; border-collapse: collapse; }
        th, td { padding: .375rem .5rem; border-bottom: 1px solid var(--line); text-align: left; font-weight: normal; }
        td:first-child { overflow-wrap: anywhere; }
        th { color: var(--soft); }
        th + th, td + td { text-align: right; white-space: nowrap; color: var(--soft); font-variant-numeric: tabular-nums; }
        a { color: var(--link); text-decoration: none; }
        a:hover, a:focus { text-decoration: underline; }
        p { color: var(--soft); margin: 1rem 0 0; }
        """;

    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Makes the page.</summary>
    /// <param name="path">The folder's path within the site, decoded, ending with a slash.</param>
    /// <param name="entries">What is in it.</param>
    /// <param name="order">How to sort it.</param>
    /// <param name="hasMore">Whether there is more in it than is listed.</param>
    public static byte[] Make(string path, IEnumerable<ListedFile> entries, ListingOrder order, bool hasMore)
    {
        var page = new StringBuilder(PageStyle.Begin(WebUtility.HtmlEncode(path), Rules)).Append("<table>\n<thead><tr>\n");
        AppendHead(page, order, ListingKey.Name, "Name");
        AppendHead(page, order, ListingKey.Size, "Size");
        AppendHead(page, order, ListingKey.Date, "Changed");
        page.Append("</tr></thead>\n<tbody>\n");
        if (path.Length > 1)
        {
            page.Append("<tr><td><a href=\"../\">Parent folder</a></td><td></td><td></td></tr>\n");
        }

        foreach (var entry in order.Sort(entries))
        {
            Append(page, entry);
        }

        page.Append("</tbody>\n</table>\n");
        if (hasMore)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>There is more in this folder than the {WebLimits.MostListed} entries shown.</p>\n");
        }

        return Encoding.UTF8.GetBytes(page.Append("</main>\n</body>\n</html>\n").ToString());
    }

    private static void AppendHead(StringBuilder page, ListingOrder order, ListingKey key, string title)
    {
        var sorted = key != order.Key ? "" : $" aria-sort=\"{(order.IsDescending ? "descending" : "ascending")}\"";
        var arrow = key != order.Key ? "" : order.IsDescending ? " \u2193" : " \u2191";
        page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{sorted}><a href=\"{order.LinkTo(key)}\">{title}</a>{arrow}</th>\n");
    }

    private static void Append(StringBuilder page, ListedFile entry)
    {
        // With the leading dot a name with a colon is not taken for a scheme.
        var end = entry.IsFolder ? "/" : "";
        page.Append(CultureInfo.InvariantCulture,
            $"<tr><td><a href=\"./{Uri.EscapeDataString(entry.Name)}{end}\">{WebUtility.HtmlEncode(entry.Name)}{end}</a></td><td>{(entry.IsFolder ? "" : SizeOf(entry.Length))}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td><time datetime=\"{entry.Modified:yyyy-MM-ddTHH:mm:ssZ}\">{entry.Modified:yyyy-MM-dd HH:mm}</time></td></tr>\n");
    }

    private static string SizeOf(long length)
    {
        var (size, unit) = ((double)length, 0);
        while (size >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || size >= 100 ? $"{size:0}" : $"{size:0.0}")} {Units[unit]}");
    }
}
