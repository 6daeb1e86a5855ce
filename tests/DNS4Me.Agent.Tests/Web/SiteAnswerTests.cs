using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace DNS4Me.Agent.Tests.Web;

public class SiteAnswerTests
{
    [Fact]
    public async Task A_file_is_served_with_what_browsers_want_to_know()
    {
        await using var bench = await WebBench.StartAsync();
        var path = bench.Write("page.html", "<p>Grüße</p>");
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 5, 4, 3, 2, 1, DateTimeKind.Utc));

        var answer = await bench.GetAsync("/page.html");

        Assert.Equal(200, answer.Status);
        Assert.Equal("<p>Grüße</p>", answer.Utf8);
        Assert.Equal("text/html; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal("Mon, 04 May 2026 03:02:01 GMT", answer.Header("Last-Modified"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("bytes", answer.Header("Accept-Ranges"));
        Assert.Equal("no-cache", answer.Header("Cache-Control"));
        Assert.Matches("^\"[0-9a-f]{16}\"$", answer.Header("ETag"));
        Assert.Null(answer.Header("Server"));
        Assert.True(answer.IsWhole);
    }

    [Fact]
    public async Task A_page_in_an_old_encoding_says_itself_which()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("old.html", Encoding.Latin1.GetBytes("<meta charset=iso-8859-1>Grüße"));
        bench.Write("x.bin", "x");
        Assert.Equal("text/html", (await bench.GetAsync("/old.html")).Header("Content-Type"));
        Assert.Equal("application/octet-stream", (await bench.GetAsync("/x.bin")).Header("Content-Type"));
    }

    [Fact]
    public async Task HEAD_gives_the_same_head_without_a_body()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        var (get, head) = (await bench.GetAsync("/a.txt"), await RawHttp.GetAsync(bench.Port, "/a.txt", method: "HEAD"));
        Assert.Equal(200, head.Status);
        Assert.Equal("5", head.Header("Content-Length"));
        Assert.Equal(get.Header("ETag"), head.Header("ETag"));
        Assert.Empty(head.Body);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PROPFIND")]
    [InlineData("get")]
    public async Task Other_methods_are_not_allowed(string method)
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        var answer = await RawHttp.GetAsync(bench.Port, "/a.txt", method: method);
        Assert.Equal(405, answer.Status);
        Assert.Equal("GET, HEAD", answer.Header("Allow"));
    }

    [Fact]
    public async Task Default_documents_are_looked_for_in_their_order()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("index.html", "second");
        Assert.Equal("second", (await bench.GetAsync("/")).Body);
        bench.Write("index.htm", "first");
        Assert.Equal("first", (await bench.GetAsync("/")).Body);
        Assert.Equal("first", (await bench.GetAsync("/?x=1")).Body);
        await bench.Server.ApplyAsync(bench.With(site => site with { DefaultDocuments = ["start.htm", "index.html"] }), CancellationToken.None);
        Assert.Equal("second", (await bench.GetAsync("/")).Body);
    }

    [Fact]
    public async Task Default_documents_cannot_lead_out_of_the_folder()
    {
        await using var bench = await WebBench.StartAsync(bench => bench.With(site => site with { DefaultDocuments = ["../secret.txt", ".hidden", ""] }));
        await File.WriteAllTextAsync(Path.Combine(bench.Root, "secret.txt"), "secret");
        bench.Write(".hidden", "secret");
        Assert.Equal(403, (await bench.GetAsync("/")).Status);
    }

    [Theory]
    [InlineData("/sub", "/sub/")]
    [InlineData("/sub?a=b&c=%20", "/sub/?a=b&c=%20")]
    [InlineData("/gr%C3%BC%C3%9Fe", "/gr%C3%BC%C3%9Fe/")]
    public async Task A_folder_without_its_slash_is_redirected(string target, string location)
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("sub/index.html", "x");
        bench.Write("grüße/index.html", "x");
        var answer = await bench.GetAsync(target);
        Assert.Equal(301, answer.Status);
        Assert.Equal(location, answer.Header("Location"));
    }

    [Theory]
    [InlineData("/sub?a\u0001b")]
    [InlineData("/sub?a\u007fb")]
    [InlineData("/sub?a\tb")]
    public async Task What_is_in_a_query_cannot_break_a_redirect(string target)
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("sub/index.html", "x");
        Assert.Equal(400, (await bench.GetAsync(target)).Status);
        Assert.Equal(0, bench.Server.GetStatus().Errors);
    }

    [Theory]
    [InlineData("//evil.example/sub")]
    [InlineData("//evil.example/..%2fsub")]
    [InlineData("/\\evil.example/sub")]
    [InlineData("/%5cevil.example")]
    [InlineData("/%2fevil.example")]
    public async Task No_redirect_leads_to_another_host(string target)
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("evil.example/sub/index.html", "x");
        Assert.Null((await bench.GetAsync(target)).Header("Location"));
    }

    [Fact]
    public async Task A_client_that_has_the_file_gets_304_and_a_changed_one_at_once()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.css", "a{}");
        var tag = (await bench.GetAsync("/a.css")).Header("ETag");
        var known = await bench.GetAsync("/a.css", $"If-None-Match: {tag}");
        Assert.Equal(304, known.Status);
        Assert.Equal(tag, known.Header("ETag"));
        Assert.Equal("Accept-Encoding", known.Header("Vary"));
        Assert.Empty(known.Body);

        bench.Write("a.css", "b{}");
        var changed = await bench.GetAsync("/a.css", $"If-None-Match: {tag}");
        Assert.Equal(200, changed.Status);
        Assert.Equal("b{}", changed.Body);
        Assert.NotEqual(tag, changed.Header("ETag"));
        Assert.Equal(412, (await bench.GetAsync("/a.css", $"If-Match: {tag}")).Status);
    }

    [Fact]
    public async Task Many_edits_in_a_row_each_show_within_a_moment()
    {
        await using var bench = await WebBench.StartAsync();
        for (var i = 0; i < 60; i++)
        {
            // Of the same length, and often within the same tick of the file system's clock.
            var text = i.ToString("000", CultureInfo.InvariantCulture);
            bench.Write("edit.txt", text);
            Assert.Equal(text, (await bench.GetAsync("/edit.txt")).Body);
        }
    }

    [Theory]
    [InlineData("bytes=2-4", 206, "cde", "bytes 2-4/26")]
    [InlineData("bytes=20-", 206, "uvwxyz", "bytes 20-25/26")]
    [InlineData("bytes=-3", 206, "xyz", "bytes 23-25/26")]
    [InlineData("bytes=0-1,3-4", 200, "abcdefghijklmnopqrstuvwxyz", null)]
    [InlineData("bytes=nonsense", 200, "abcdefghijklmnopqrstuvwxyz", null)]
    public async Task Ranges_are_served(string range, int status, string body, string? contentRange)
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.bin", "abcdefghijklmnopqrstuvwxyz");
        var answer = await bench.GetAsync("/a.bin", $"Range: {range}");
        Assert.Equal((status, body, contentRange), (answer.Status, answer.Body, answer.Header("Content-Range")));
    }

    [Fact]
    public async Task A_range_beyond_the_end_is_refused_and_one_of_another_version_is_the_whole()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.bin", "abcdef");
        var beyond = await bench.GetAsync("/a.bin", "Range: bytes=6-");
        Assert.Equal((416, "bytes */6"), (beyond.Status, beyond.Header("Content-Range")));
        Assert.Equal(200, (await bench.GetAsync("/a.bin", "Range: bytes=1-2", "If-Range: \"old\"")).Status);
        var tag = (await bench.GetAsync("/a.bin")).Header("ETag");
        Assert.Equal(206, (await bench.GetAsync("/a.bin", "Range: bytes=1-2", $"If-Range: {tag}")).Status);
    }

    [Fact]
    public async Task A_large_file_is_served_whole_and_in_parts()
    {
        await using var bench = await WebBench.StartAsync();
        var contents = new byte[(3 * 1024 * 1024) + 17];
        new Random(1).NextBytes(contents);
        bench.Write("large.bin", contents);
        var whole = await bench.GetAsync("/large.bin");
        Assert.Equal(Encoding.Latin1.GetString(contents), whole.Body);
        var part = await bench.GetAsync("/large.bin", "Range: bytes=2000000-2999999");
        Assert.Equal(206, part.Status);
        Assert.Equal(Encoding.Latin1.GetString(contents, 2000000, 1000000), part.Body);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Text_is_compressed_for_those_who_take_it(string coding)
    {
        await using var bench = await WebBench.StartAsync();
        var text = string.Concat(Enumerable.Range(0, 500).Select(i => $"line {i}\n"));
        bench.Write("a.txt", text);
        var plain = await bench.GetAsync("/a.txt");
        for (var i = 0; i < 2; i++)
        {
            var answer = await bench.GetAsync("/a.txt", $"Accept-Encoding: {coding}");
            Assert.Equal((coding, "Accept-Encoding"), (answer.Header("Content-Encoding"), answer.Header("Vary")));
            Assert.Equal(text, Unpack(answer.Body, coding));
            Assert.NotEqual(plain.Header("ETag"), answer.Header("ETag"));
            Assert.Equal(304, (await bench.GetAsync("/a.txt", $"Accept-Encoding: {coding}", $"If-None-Match: {answer.Header("ETag")}")).Status);
        }

        Assert.Null(plain.Header("Content-Encoding"));
        Assert.Equal("Accept-Encoding", plain.Header("Vary"));

        // A part of bytes that are made on the way would be a part of something else the next time.
        var part = await bench.GetAsync("/a.txt", $"Accept-Encoding: {coding}", "Range: bytes=0-3");
        Assert.Equal((206, "line", null), (part.Status, part.Body, part.Header("Content-Encoding")));
    }

    [Fact]
    public async Task What_does_not_shrink_is_left_as_it_is()
    {
        await using var bench = await WebBench.StartAsync();
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        bench.Write("noise.txt", noise);
        bench.Write("tiny.txt", "tiny");
        bench.Write("a.png", new byte[5000]);
        foreach (var target in new[] { "/noise.txt", "/tiny.txt", "/a.png" })
        {
            Assert.Null((await bench.GetAsync(target, "Accept-Encoding: gzip, br")).Header("Content-Encoding"));
        }
    }

    [Fact]
    public async Task A_compressed_file_beside_it_is_served_unless_it_is_older()
    {
        await using var bench = await WebBench.StartAsync();
        var page = bench.Write("page.html", "<p>new</p>");
        var packed = bench.Write("page.html.gz", Pack("<p>new</p>"));
        var answer = await bench.GetAsync("/page.html", "Accept-Encoding: gzip");
        Assert.Equal(("gzip", "text/html; charset=utf-8"), (answer.Header("Content-Encoding"), answer.Header("Content-Type")));
        Assert.Equal("<p>new</p>", Unpack(answer.Body, "gzip"));

        var older = File.GetLastWriteTimeUtc(page).AddSeconds(-5);
        File.SetLastWriteTimeUtc(packed, older);
        Assert.Null((await bench.GetAsync("/page.html", "Accept-Encoding: gzip")).Header("Content-Encoding"));
        Assert.Equal(Pack("<p>new</p>").Length.ToString(CultureInfo.InvariantCulture), (await bench.GetAsync("/page.html.gz")).Header("Content-Length"));
    }

    [Fact]
    public async Task Names_are_in_UTF8()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("日本語/ä ö+%.txt", "x");
        Assert.Equal(200, (await bench.GetAsync("/%E6%97%A5%E6%9C%AC%E8%AA%9E/%C3%A4%20%C3%B6+%25.txt")).Status);
    }

    [Fact]
    public async Task Errors_have_a_page_that_repeats_nothing_of_the_request()
    {
        await using var bench = await WebBench.StartAsync();
        var answer = await bench.GetAsync("/%3Cscript%3Ealert(1)%3C/script%3E?<b>", "Referer: <b>");
        Assert.Equal(404, answer.Status);
        Assert.Contains("<h1>There is no such page</h1>", answer.Body);
        Assert.Contains("prefers-color-scheme: dark", answer.Body);
        Assert.DoesNotContain("alert", answer.Body);
        Assert.StartsWith("default-src 'none'", answer.Header("Content-Security-Policy"));
        Assert.Equal(403, (await bench.GetAsync("/")).Status);
        Assert.Equal(404, (await RawHttp.GetAsync(bench.Port, "/", host: "bob.example")).Status);
    }

    [Fact]
    public async Task A_target_in_absolute_form_is_its_path()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        Assert.Equal("hello", (await bench.GetAsync("http://alice.example/a.txt")).Body);
        Assert.Equal(400, (await bench.GetAsync("http://alice.example/../a.txt")).Status);
    }

    [Fact]
    public async Task Pipes_and_files_without_permission_do_not_hold_anything_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes in folders on Windows");
        await using var bench = await WebBench.StartAsync();
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", Path.Combine(bench.Site, "pipe")))
        {
            await mkfifo.WaitForExitAsync();
        }

        File.CreateSymbolicLink(Path.Combine(bench.Site, "zero"), "/dev/zero");
        Assert.Equal(404, (await bench.GetAsync("/pipe")).Status);
        Assert.Equal(404, (await bench.GetAsync("/zero")).Status);
        if (!OperatingSystem.IsWindows() && !Rights.IsRoot)
        {
            File.SetUnixFileMode(bench.Write("closed.txt", "x"), UnixFileMode.None);
            Assert.Equal(403, (await bench.GetAsync("/closed.txt")).Status);
        }
    }

    [Fact]
    public async Task Memory_for_files_is_bounded()
    {
        await using var bench = await WebBench.StartAsync();
        for (var i = 0; i < 48; i++)
        {
            bench.Write($"{i}.bin", new byte[1024 * 1024]);
            Assert.True((await bench.GetAsync($"/{i}.bin")).IsWhole);
        }

        for (var i = 0; i < 48; i++)
        {
            Assert.True((await bench.GetAsync($"/{i}.bin")).IsWhole);
        }
    }

    private static byte[] Pack(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static string Unpack(string body, string coding)
    {
        var packed = new MemoryStream(Encoding.Latin1.GetBytes(body));
        using Stream plain = coding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        return reader.ReadToEnd();
    }
}
