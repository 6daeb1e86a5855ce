using System.Globalization;

namespace DNS4Me.Agent.Tests.Web;

public sealed class ProbeTests : IAsyncDisposable
{
    private WebBench? _bench;

    public static TheoryData<string> Classes => [.. Probes.Targets.Keys];

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null)
        {
            await _bench.DisposeAsync();
        }
    }

    [Fact]
    public void There_are_hundreds_of_probes()
        => Assert.True(Probes.Targets.Values.Sum(targets => targets.Count) + Probes.Smuggled.Count >= 300);

    [Theory]
    [MemberData(nameof(Classes))]
    public async Task Nothing_outside_the_folder_is_reached(string kind)
    {
        var bench = await StartAsync();
        foreach (var target in Targets(kind, bench))
        {
            foreach (var host in new[] { "alice.example", "list.example" })
            {
                var answer = await RawHttp.GetAsync(bench.Port, target, host);
                Assert.False(answer.Text.Contains(Probes.Marker), $"{target} reached what it should not.");
                Assert.True(answer.Status is 400 or 403 or 404 || (kind is "links" or "whole paths" or "hidden" && answer.Status == 200), $"{target} was answered with {answer.Status}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public async Task Every_class_of_probes_finds_something_in_a_server_with_that_mistake(string kind)
    {
        var bench = await StartAsync();
        await using var vulnerable = new VulnerableServer(bench.Site);
        var found = 0;
        foreach (var target in Targets(kind, bench))
        {
            found += (await RawHttp.GetAsync(vulnerable.Port, target)).Text.Contains(Probes.Marker) ? 1 : 0;
        }

        Assert.NotEqual(0, found);
    }

    [Fact]
    public async Task Nothing_is_smuggled_in_a_body()
    {
        var bench = await StartAsync();
        foreach (var request in Probes.Smuggled)
        {
            var answer = await RawHttp.SendAsync(bench.Port, Fill(request));
            Assert.False(answer.Text.Contains(Probes.Marker), $"This was taken for two requests:\n{request}");
            Assert.True(answer.Text.Split("HTTP/1.1 ").Length <= 2, $"This was answered twice:\n{request}");
        }
    }

    [Fact]
    public async Task The_smuggling_finds_something_in_a_server_with_that_mistake()
    {
        var bench = await StartAsync();
        await using var vulnerable = new VulnerableServer(bench.Site);
        foreach (var request in Probes.Smuggled)
        {
            Assert.Contains(Probes.Marker, (await RawHttp.SendAsync(vulnerable.Port, Fill(request))).Text);
        }
    }

    private static string Fill(string request)
        => request.Replace("{length}", Probes.Inner.Length.ToString(CultureInfo.InvariantCulture)).Replace("{inner}", Probes.Inner);

    private static IEnumerable<string> Targets(string kind, WebBench bench) => Probes.Targets[kind].Select(target => target.Replace("{root}", bench.Root));

    /// <summary>A site with marked files all around it, and links that lead there.</summary>
    private async Task<WebBench> StartAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows");
        _bench = await WebBench.StartAsync(bench => bench.Setting with
        {
            Sites = new Dictionary<string, WebSite>(bench.Setting.Sites)
            {
                ["list.example"] = new() { Enabled = true, Primary = true, LocalFolder = bench.Site, DirectoryListing = true },
            },
        });
        var root = _bench.Root;
        foreach (var folder in new[] { ".", "site-secret", "site.bak" })
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
            await File.WriteAllTextAsync(Path.Combine(root, folder, "marked.txt"), Probes.Marker);
        }

        _bench.Write("page.txt", "A page.");
        _bench.Write("sub/deeper/page.txt", "A page.");
        _bench.Write("smuggled.txt", Probes.Marker);
        foreach (var hidden in new[] { ".hidden.txt", "sub/.hidden.txt", ".git/config", ".git/marked.txt", "sub/.well-known/marked.txt", ".well-known/.hidden.txt" })
        {
            _bench.Write(hidden, Probes.Marker);
        }

        foreach (var (link, goal) in new[]
        {
            ("link.txt", "../marked.txt"), ("linked", root), ("sub/up", "../.."), ("chain.txt", "link.txt"), ("hidden-link.txt", ".hidden.txt"), ("hidden-folder", ".git"), ("beside", "../site-secret"),
        })
        {
            File.CreateSymbolicLink(Path.Combine(_bench.Site, link), goal);
        }

        return _bench;
    }
}
