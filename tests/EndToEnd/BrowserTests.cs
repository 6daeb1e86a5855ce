using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>What a visitor sees in a real browser, by the names that DNS answers.</summary>
public class BrowserTests
{
    private const int Width = 800;
    private const int Height = 600;

    [Fact]
    public async Task A_visitor_of_an_offline_domain_sees_a_page_that_says_so_without_scripts()
    {
        await using var world = await World.StartAsync("chromium");

        var page = await BrowseAsync(world, $"http://anything.{World.Domain}/secret?<script>alert(1)</script>");

        Assert.Contains("<h1>This site is offline</h1>", page, StringComparison.Ordinal);
        Assert.Contains("try again later", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        var picture = await PictureAsync(world, $"http://{World.Domain}/");
        Assert.Equal((Width, Height), picture.Size);
        Assert.True(picture.IsDrawn, "The picture of the page is blank.");
    }

    [Fact]
    public async Task A_visitor_arrives_where_a_domain_leads_and_sees_every_change_at_once()
    {
        await using var world = await World.StartAsync("chromium");
        await world.GoOnlineAsync(new { webRedirect = "Port" }, new { behavior = "Url", url = $"http://{World.Elsewhere}/gone" });

        Assert.Contains($"{World.Machine} 8080", await BrowseAsync(world, $"http://www.{World.Domain}/a?b=c"), StringComparison.Ordinal);
        Assert.Contains(" 80 anything.", await BrowseAsync(world, $"http://anything.{World.Domain}/"), StringComparison.Ordinal);

        await world.GoOfflineAsync();
        Assert.Contains($"{World.Elsewhere} /gone", await BrowseAsync(world, $"http://www.{World.Domain}/a?b=c"), StringComparison.Ordinal);
    }

    /// <summary>The page as the browser has it at the end. Each look is a browser of its own, with a cache that it keeps on the way.</summary>
    private static async Task<string> BrowseAsync(World world, string url) => (await world.RunAsync("chromium", [.. Quiet(world), "--dump-dom", url])).Output;

    private static async Task<Picture> PictureAsync(World world, string url)
    {
        var path = Path.Combine(world.Folder, "page.png");
        await world.RunAsync("chromium", [.. Quiet(world), "--hide-scrollbars", $"--window-size={Width},{Height}", $"--screenshot={path}", url]);
        return Picture.Read(path);
    }

    /// <summary>The profile is one for all looks, so that what a browser would cache is cached.</summary>
    private static string[] Quiet(World world) =>
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--no-first-run",
        $"--user-data-dir={Path.Combine(world.Folder, "browser")}",
    ];
}
