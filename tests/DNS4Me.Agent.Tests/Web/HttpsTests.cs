using System.Globalization;
using System.Net;

namespace DNS4Me.Agent.Tests.Web;

public class HttpsTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Each_site_shows_its_own_certificate()
    {
        await using var bench = await StartAsync();
        var bob = Path.Combine(bench.Root, "bob.pem");
        var (certificate, key) = Certificates.Pem("bob.example");
        await File.WriteAllTextAsync(bob, certificate);
        await File.WriteAllTextAsync(bob + ".key", key);
        await bench.Server.ApplyAsync(bench.Setting with
        {
            Sites = new Dictionary<string, WebSite>(bench.Setting.Sites)
            {
                ["bob.example"] = new() { Enabled = true, LocalFolder = bench.Site, Certificate = bob, CertificateKey = bob + ".key" },
                ["plain.example"] = new() { Enabled = true, LocalFolder = bench.Site },
            },
        }, CancellationToken.None);

        Assert.Equal("CN=alice.example", (await Certificates.ShownAsync(HttpsPort(bench), "alice.example"))?.Subject);
        Assert.Equal("CN=alice.example", (await Certificates.ShownAsync(HttpsPort(bench), "www.alice.example"))?.Subject);
        Assert.Equal("CN=bob.example", (await Certificates.ShownAsync(HttpsPort(bench), "bob.example"))?.Subject);
        Assert.Null(await Certificates.ShownAsync(HttpsPort(bench), "plain.example"));
        Assert.Null(await Certificates.ShownAsync(HttpsPort(bench), "nobody.example"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Both_versions_of_HTTP_are_spoken_over_TLS(int version)
    {
        await using var bench = await StartAsync();
        bench.Write("a.txt", "hello");
        using var client = Client(bench);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://alice.example/a.txt") { Version = new(version, version == 1 ? 1 : 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await client.SendAsync(request);
        Assert.Equal(version, answer.Version.Major);
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_large_file_comes_whole_over_HTTP2_many_times_at_once()
    {
        await using var bench = await StartAsync();
        var contents = new byte[3_000_000];
        new Random(1).NextBytes(contents);
        bench.Write("large.bin", contents);
        using var client = Client(bench);
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        foreach (var body in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.GetByteArrayAsync("https://alice.example/large.bin"))))
        {
            Assert.Equal(contents, body);
        }
    }

    [Fact]
    public async Task A_new_certificate_is_shown_without_a_restart()
    {
        await using var bench = await StartAsync();
        var path = bench.Setting.Sites["alice.example"].Certificate;
        var before = await Certificates.ShownAsync(HttpsPort(bench), "alice.example");
        Certificates.Replace(path, Certificates.Pfx("alice.example"));
        await UntilAsync(async () => await Certificates.ShownAsync(HttpsPort(bench), "alice.example") is { } shown && shown != before);
        Assert.Null(bench.Server.GetStatus().Fault);
    }

    [Fact]
    public async Task A_half_written_certificate_leaves_the_old_one_in_force_and_is_told()
    {
        await using var bench = await StartAsync();
        var path = bench.Setting.Sites["alice.example"].Certificate;
        var before = await Certificates.ShownAsync(HttpsPort(bench), "alice.example");
        var next = Certificates.Pfx("alice.example");
        Certificates.Replace(path, next[..(next.Length / 2)]);
        await UntilAsync(async () =>
        {
            Assert.Equal(before, await Certificates.ShownAsync(HttpsPort(bench), "alice.example"));
            return bench.Server.GetStatus().Fault?.Code == FaultCode.WebCertificateUnusable;
        });

        // Other settings can be changed meanwhile.
        await bench.Server.ApplyAsync(bench.With(site => site with { DirectoryListing = true }), CancellationToken.None);
        Assert.Equal(before, await Certificates.ShownAsync(HttpsPort(bench), "alice.example"));

        Certificates.Replace(path, next);
        await UntilAsync(async () => await Certificates.ShownAsync(HttpsPort(bench), "alice.example") is { } shown && shown != before);
        Assert.Null(bench.Server.GetStatus().Fault);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_is_refused()
    {
        await using var bench = await WebBench.StartAsync(password: domain => domain == "alice.example" ? "right" : null);
        bench.Write("a.txt", "hello");
        var path = Path.Combine(bench.Root, "alice.pfx");
        foreach (var contents in new[] { "nonsense"u8.ToArray(), Certificates.Pfx("alice.example", "wrong"), System.Text.Encoding.ASCII.GetBytes(Certificates.Pem("alice.example").Certificate) })
        {
            await File.WriteAllBytesAsync(path, contents);
            var fault = await Assert.ThrowsAsync<DNS4MeException>(() => bench.Server.ApplyAsync(bench.With(site => site with { Certificate = path }), CancellationToken.None));
            Assert.Equal(FaultCode.WebCertificateUnusable, fault.Fault.Code);
        }

        await Assert.ThrowsAsync<DNS4MeException>(() => bench.Server.ApplyAsync(bench.With(site => site with { Certificate = path + ".missing" }), CancellationToken.None));
        Assert.Null(bench.Server.GetStatus().HttpsPort);
        Assert.Equal("hello", (await bench.GetAsync("/a.txt")).Body);

        await File.WriteAllBytesAsync(path, Certificates.Pfx("alice.example", "right"));
        await bench.Server.ApplyAsync(bench.With(site => site with { Certificate = path }), CancellationToken.None);
        Assert.Equal("CN=alice.example", (await Certificates.ShownAsync(HttpsPort(bench), "alice.example"))?.Subject);
        await bench.Server.ApplyAsync(bench.Setting, CancellationToken.None);
        Assert.Null(bench.Server.GetStatus().HttpsPort);
    }

    [Theory]
    [InlineData("alice.example", -1)]
    [InlineData("other.example", 30)]
    public async Task A_certificate_that_browsers_will_not_take_is_told(string name, int validDays)
    {
        await using var bench = await StartAsync(Certificates.Pfx(name, validDays: validDays));
        Assert.Equal(FaultCode.WebCertificateUnusable, bench.Server.GetStatus().Fault?.Code);
    }

    [Fact]
    public async Task A_site_may_be_redirected_to_HTTPS()
    {
        await using var bench = await StartAsync();
        bench.Write(".well-known/acme-challenge/token", "proof");
        bench.Write("a.txt", "hello");
        await bench.Server.ApplyAsync(bench.With(site => site with { RedirectToHttps = true }), CancellationToken.None);

        var answer = await bench.GetAsync("/a.txt?x=%20y");
        Assert.Equal((308, $"https://alice.example:{HttpsPort(bench)}/a.txt?x=%20y"), (answer.Status, answer.Header("Location")));
        Assert.Equal($"https://www.alice.example:{HttpsPort(bench)}/", (await RawHttp.GetAsync(bench.Port, "/", "WWW.Alice.example:80")).Header("Location"));
        Assert.Equal(400, (await bench.GetAsync("/a%0d%0aX:%20y")).Status);
        Assert.Equal("proof", (await bench.GetAsync("/.well-known/acme-challenge/token")).Body);
        using var client = Client(bench);
        Assert.Equal("hello", await client.GetStringAsync("https://alice.example/a.txt"));
    }

    [Fact]
    public async Task The_two_ports_change_places_in_one_change_and_back()
    {
        await using var bench = await StartAsync();
        bench.Write("a.txt", "hello");
        var (http, https) = (bench.Port, HttpsPort(bench));
        await bench.Server.StopAsync(CancellationToken.None);
        await bench.Server.StartAsync(bench.Setting with { Port = http, HttpsPort = https }, allSites: true, CancellationToken.None);
        foreach (var (port, securePort) in new[] { (https, http), (http, https) })
        {
            await bench.Server.ApplyAsync(bench.Setting with { Port = port, HttpsPort = securePort }, CancellationToken.None);
            Assert.Equal((port, securePort), (bench.Port, HttpsPort(bench)));
            Assert.Equal("hello", (await RawHttp.GetAsync(port, "/a.txt", "alice.example")).Body);
            using var client = Client(bench);
            Assert.Equal("hello", await client.GetStringAsync("https://alice.example/a.txt"));
        }
    }

    [Fact]
    public async Task A_port_that_goes_to_the_other_use_goes_back_if_the_change_fails()
    {
        await using var bench = await StartAsync();
        await using var other = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        var (http, https) = (bench.Port, HttpsPort(bench));
        await bench.Server.StopAsync(CancellationToken.None);
        await bench.Server.StartAsync(bench.Setting with { Port = http, HttpsPort = https }, allSites: true, CancellationToken.None);
        var fault = await Assert.ThrowsAsync<DNS4MeException>(() => bench.Server.ApplyAsync(bench.Setting with { Port = https, HttpsPort = other.Port }, CancellationToken.None));
        Assert.Equal(FaultCode.WebPortInUse, fault.Fault.Code);
        Assert.Equal("hello", (await bench.GetAsync("/a.txt")).Body);
        using (var client = Client(bench))
        {
            Assert.Equal("hello", await client.GetStringAsync("https://alice.example/a.txt"));
        }

        // Without a certificate nothing is left for HTTPS, and HTTP may have its port.
        await bench.Server.ApplyAsync(bench.With(site => site with { Certificate = "" }) with { Port = https }, CancellationToken.None);
        Assert.Equal("hello", (await RawHttp.GetAsync(https, "/a.txt", "alice.example")).Body);
        Assert.Null(bench.Server.GetStatus().HttpsPort);
    }

    [Fact]
    public async Task PEM_files_that_begin_with_a_byte_order_mark_are_read()
    {
        await using var bench = await WebBench.StartAsync();
        var (certificate, key) = Certificates.Pem("alice.example");
        var (path, keyPath) = (Path.Combine(bench.Root, "alice.pem"), Path.Combine(bench.Root, "alice.key"));
        await File.WriteAllTextAsync(path, certificate, System.Text.Encoding.UTF8);
        await File.WriteAllTextAsync(keyPath, key, System.Text.Encoding.UTF8);
        await bench.Server.ApplyAsync(bench.With(site => site with { Certificate = path, CertificateKey = keyPath }), CancellationToken.None);
        Assert.Equal("CN=alice.example", (await Certificates.ShownAsync(HttpsPort(bench), "alice.example"))?.Subject);
    }

    private static int HttpsPort(WebBench bench) => bench.Server.GetStatus().HttpsPort!.Value;

    private static async Task<WebBench> StartAsync(byte[]? pfx = null) => await WebBench.StartAsync(bench =>
    {
        var path = Path.Combine(bench.Root, "alice.pfx");
        File.WriteAllBytes(path, pfx ?? Certificates.Pfx("alice.example"));
        return bench.With(site => site with { Certificate = path });
    });

    private static HttpClient Client(WebBench bench) => new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            await socket.ConnectAsync(IPEndPoint.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{HttpsPort(bench)}")), cancellation);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        },
    });

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await holds())
        {
            await Task.Delay(100, deadline.Token);
        }
    }
}
