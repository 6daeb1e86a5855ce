using DNS4Me.Agent.Web;
using DNS4Me.Agent.Web.Pages;

namespace DNS4Me.Agent.Tests.Web;

public class ListingTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    [Fact]
    public async Task A_folder_is_listed_if_that_is_wanted()
    {
        await using var bench = await StartAsync();
        bench.Write("b.txt", new byte[2048]);
        bench.Write("A.txt", "x");
        bench.Write("folder/x.txt", "x");
        bench.Write(".hidden", "x");
        bench.Write(".git/config", "x");
        var page = await bench.GetAsync("/");
        Assert.Equal(200, page.Status);
        Assert.Equal("text/html; charset=utf-8", page.Header("Content-Type"));
        Assert.Equal(["./folder/", "./A.txt", "./b.txt"], Links(page));
        Assert.Contains("2.0 KB", page.Body);
        Assert.DoesNotContain("hidden", page.Body);
        Assert.DoesNotContain("git", page.Body);
        Assert.DoesNotContain("../", page.Body);
        Assert.Contains("<a href=\"../\">", (await bench.GetAsync("/folder/")).Body);
    }

    [Fact]
    public async Task Every_name_is_escaped_where_it_stands()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names");
        await using var bench = await StartAsync();
        string[] names = ["<script>alert(1)</script>", "a\"onmouseover=\"x", "&amp;.txt", "javascript:alert(1)", "a?b#c.txt", "100%.txt", "ü ö.txt", "it's.txt"];
        foreach (var name in names)
        {
            bench.Write(Path.Combine(name.Replace("/", "-"), "inside.txt"), "x");
        }

        var page = await bench.GetAsync("/");
        Assert.DoesNotContain("<script", page.Body);
        Assert.DoesNotContain("\"onmouseover", page.Body);
        Assert.Contains("&lt;script&gt;", page.Body);
        Assert.Contains("&amp;amp;.txt", page.Body);
        var links = Links(page);
        Assert.Equal(names.Length, links.Count);
        foreach (var link in links)
        {
            var folder = await bench.GetAsync("/" + link[2..]);
            Assert.Equal(200, folder.Status);
            Assert.Equal(["./inside.txt"], Links(folder));
        }
    }

    [Fact]
    public async Task Names_that_are_refused_for_what_a_second_decoding_makes_of_them_are_not_listed()
    {
        await using var bench = await StartAsync();
        foreach (var name in new[] { "a%2fb.txt", "%2E%2e.txt", "100%25.txt", "100%.txt", "a%41.txt" })
        {
            bench.Write(name, "x");
        }

        var links = Links(await bench.GetAsync("/"));
        Assert.Equal(["./100%25.txt", "./a%2541.txt"], links);
        foreach (var link in links)
        {
            Assert.Equal(200, (await bench.GetAsync("/" + link[2..])).Status);
        }
    }

    [Fact]
    public async Task Links_that_lead_out_and_what_is_no_file_are_not_listed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows");
        await using var bench = await StartAsync();
        bench.Write("in.txt", "x");
        File.CreateSymbolicLink(Path.Combine(bench.Site, "out"), bench.Root);
        File.CreateSymbolicLink(Path.Combine(bench.Site, "within.txt"), "in.txt");
        File.CreateSymbolicLink(Path.Combine(bench.Site, "broken"), "nowhere");
        File.CreateSymbolicLink(Path.Combine(bench.Site, "device"), "/dev/null");
        Assert.Equal(["./in.txt", "./within.txt"], Links(await bench.GetAsync("/")));
        Assert.Equal(404, (await bench.GetAsync("/out/")).Status);
        Assert.Equal(404, (await bench.GetAsync("/out")).Status);
    }

    [Theory]
    [InlineData("", "d/ E/ a b C")]
    [InlineData("?sort=name&order=desc", "E/ d/ C b a")]
    [InlineData("?sort=size&order=asc", "d/ E/ b C a")]
    [InlineData("?order=desc&sort=size", "d/ E/ a C b")]
    [InlineData("?sort=date", "E/ d/ C a b")]
    [InlineData("?sort=date&order=desc", "d/ E/ b a C")]
    [InlineData("?sort=<script>&order=", "d/ E/ a b C")]
    public void A_list_is_sorted_as_asked(string query, string expected)
    {
        ListedFile[] files =
        [
            new("b", false, 1, Now), new("C", false, 2, Now.AddDays(-2)), new("a", false, 3, Now.AddDays(-1)), new("E", true, 0, Now.AddDays(-5)), new("d", true, 0, Now.AddDays(-4)),
        ];
        Assert.Equal(expected, string.Join(' ', ListingOrder.Read(query).Sort(files).Select(file => file.Name + (file.IsFolder ? "/" : ""))));
    }

    [Fact]
    public async Task A_folder_with_too_many_files_is_listed_in_part()
    {
        await using var bench = await StartAsync();
        for (var i = 0; i < WebLimits.MostListed + 10; i++)
        {
            bench.Write($"{i}.txt", "");
        }

        var page = await bench.GetAsync("/");
        Assert.Equal(WebLimits.MostListed, Links(page).Count);
        Assert.Contains("There is more in this folder", page.Body);
    }

    private static Task<WebBench> StartAsync() => WebBench.StartAsync(bench => bench.With(site => site with { DirectoryListing = true }));

    private static List<string> Links(RawAnswer page)
        => [.. page.Body.Split("href=\"").Skip(1).Select(part => part[..part.IndexOf('"')]).Where(link => link.StartsWith("./", StringComparison.Ordinal))];
}
