using System.Globalization;

namespace DNS4Me.Agent.Tests.Web;

/// <summary>What a client of somebody else's makes of the web server.</summary>
public class CurlTests
{
    [Fact]
    public async Task Curl_fetches_decompresses_and_asks_again()
    {
        await using var bench = await WebBench.StartAsync();
        var text = string.Concat(Enumerable.Repeat("a line\n", 1000));
        bench.Write("a.txt", text);
        var (kept, tag) = (Path.Combine(bench.Root, "kept"), Path.Combine(bench.Root, "tag"));
        Assert.Equal(text, await CurlAsync(bench, "/a.txt", "--compressed"));
        Assert.Equal("200", await CurlAsync(bench, "/a.txt", "-o", kept, "--etag-save", tag, "-w", "%{http_code}"));
        Assert.Equal("304", await CurlAsync(bench, "/a.txt", "-o", kept, "--etag-compare", tag, "-w", "%{http_code}"));
        Assert.Equal("304", await CurlAsync(bench, "/a.txt", "-o", kept + "2", "-z", kept, "-w", "%{http_code}"));
    }

    [Fact]
    public async Task Curl_resumes_a_download()
    {
        await using var bench = await WebBench.StartAsync();
        var contents = new byte[5_000_000];
        new Random(1).NextBytes(contents);
        bench.Write("large.bin", contents);
        var part = Path.Combine(bench.Root, "part");
        await File.WriteAllBytesAsync(part, contents[..1_234_567]);
        Assert.Equal("206", await CurlAsync(bench, "/large.bin", "-C", "-", "-o", part, "-w", "%{http_code}"));
        Assert.Equal(contents, await File.ReadAllBytesAsync(part));
    }

    [Fact]
    public async Task Curl_follows_to_HTTPS_and_speaks_HTTP2()
    {
        await using var bench = await WebBench.StartAsync(bench =>
        {
            var path = Path.Combine(bench.Root, "alice.pem");
            var (certificate, key) = Certificates.Pem("alice.example");
            File.WriteAllText(path, certificate + key);
            return bench.With(site => site with { Certificate = path, RedirectToHttps = true });
        });
        bench.Write("a.txt", "hello");
        var port = bench.Server.GetStatus().HttpsPort!.Value;
        var answer = await CurlAsync(bench, "/a.txt", "-L", "--http2", "--cacert", Path.Combine(bench.Root, "alice.pem"),
            "--resolve", string.Create(CultureInfo.InvariantCulture, $"alice.example:{port}:127.0.0.1"), "-w", " %{http_version}");
        Assert.Equal("hello 2", answer);
    }

    private static async Task<string> CurlAsync(WebBench bench, string target, params string[] arguments)
        => (await ProgramRun.ToEndAsync("curl",
        [
            "-s", "-S", "--max-time", "30", "--resolve", string.Create(CultureInfo.InvariantCulture, $"alice.example:{bench.Port}:127.0.0.1"), .. arguments,
            string.Create(CultureInfo.InvariantCulture, $"http://alice.example:{bench.Port}{target}"),
        ])).MustSucceed().Output;
}
