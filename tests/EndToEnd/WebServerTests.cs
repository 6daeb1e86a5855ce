using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>Web sites by command, as visitors find them. No service is there, and no registration: pages do not need the domains to be online.</summary>
public sealed class WebServerTests : IAsyncDisposable
{
    private const string Domain = "alice.example";
    private const string Secret = "PLANTED-PASSWORD-0010";
    private const int Width = 800;
    private const int Height = 600;

    private readonly ClientHome _home = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-e2e-web-").FullName;
    private readonly int _port = Ports.Free();

    public async ValueTask DisposeAsync()
    {
        await _home.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_site_is_set_and_started_in_one_pipeline_follows_its_settings_and_outlives_the_agent()
    {
        Site("one", ("index.htm", "page one"));
        Site("two", ("start.html", "page two"));
        await ServeAsync("./one", "-Primary $true");
        Assert.Equal("page one", await GetAsync());
        Assert.Equal("page one", await GetAsync("anything.example"));

        // Another folder, while it runs.
        await _home.RunAsync($"{Here}\nSet-DNS4MeWebSite {Domain} ./two -DefaultDocument start.html -Primary $false");
        Assert.Equal("page two", await GetAsync());
        Assert.Equal("404", await GetAsync("anything.example"));
        Assert.True(int.Parse(await _home.GetAsync("(Get-DNS4MeWebServer).Requests"), System.Globalization.CultureInfo.InvariantCulture) >= 4);

        // An agent that stops and one that is killed.
        await _home.RunAsync("Stop-DNS4MeAgent -Force");
        Assert.Equal("refused", await GetAsync());
        Assert.Equal("False AgentNotRunning", await _home.GetAsync("$server = Get-DNS4MeWebServer; \"$($server.Running) $($server.Fault.Code)\""));
        await _home.RunAsync("Start-DNS4MeAgent");
        await Eventually.IsAsync("page two", () => GetAsync(), "The page after a restart");
        var killed = (await _home.AgentAsync())!.Value;
        Signals.Send(killed, Signals.Kill);
        await Eventually.IsTrueAsync(() => !Signals.IsAlive(killed), "The agent's end");
        Assert.Equal("refused", await GetAsync());
        await _home.RunAsync("Start-DNS4MeAgent");
        await Eventually.IsAsync("page two", () => GetAsync(), "The page after a kill");

        // Stopped for good.
        await _home.RunAsync("Stop-DNS4MeWebServer");
        Assert.Equal("refused", await GetAsync());
        await _home.RunAsync("Stop-DNS4MeAgent -Force\nStart-DNS4MeAgent");
        Assert.Equal("False", await _home.GetAsync("(Get-DNS4MeWebServer).Running"));
        Assert.Equal("refused", await GetAsync());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_and_another_one_does()
    {
        using var other = new TcpListener(IPAddress.IPv6Any, _port);
        other.Server.DualMode = true;
        other.Start();
        var error = await _home.FailAsync($"Start-DNS4MeWebServer -Port {_port}");
        Assert.Equal(("WebPortInUse", "ResourceUnavailable", $"{_port}"), (error.Code, error.Category, error.Target));
        Assert.Equal("False 80", await _home.GetAsync("$server = Get-DNS4MeWebServer; \"$($server.Running) $($server.Port)\""));

        var free = Ports.Free();
        await _home.RunAsync($"Start-DNS4MeWebServer -Port {free}");
        error = await _home.FailAsync($"Start-DNS4MeWebServer -Port {_port}");
        Assert.Equal("WebPortInUse", error.Code);
        Assert.Equal($"True {free}", await _home.GetAsync("$server = Get-DNS4MeWebServer; \"$($server.Running) $($server.Port)\""));
        Assert.Contains($"listens on port {free}", await _home.GetAsync("(Get-DNS4MeEvent).Message -join ' '"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_refused_and_what_was_served_goes_on()
    {
        Site("one", ("index.html", "page one"));
        await ServeAsync("./one");
        var error = await _home.FailAsync($"Set-DNS4MeWebSite {Domain} '{_folder}/gone'; Set-DNS4MeWebSite bob.example '{_folder}/gone' -Enabled $true");
        Assert.Equal("WebFolderMissing", error.Code);
        Assert.Equal("page one", await GetAsync());
        Assert.Equal($"{_folder}/one", await _home.GetAsync($"(Get-DNS4MeWebSite {Domain}).LocalFolder"));

        await _home.RunAsync($"Remove-DNS4MeWebSite {Domain}");
        Assert.Equal("404", await GetAsync());
    }

    [Fact]
    public async Task HTTPS_takes_a_certificate_whose_password_is_nowhere()
    {
        Site("one", ("index.html", "page one"));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "alice.pfx"), NewCertificate(), TestContext.Current.CancellationToken);
        var secure = Ports.Free();
        await ServeAsync("./one", $"-Certificate ./alice.pfx -RedirectToHttps $true -CertificatePassword ([Net.NetworkCredential]::new('', '{Secret}').SecurePassword)", $"-HttpsPort {secure}");
        Assert.Equal("page one", await GetAsync(Domain, $"https://{Domain}:{secure}/"));
        Assert.Equal($"https://{Domain}:{secure}/", (await SendAsync(Domain, $"http://{Domain}:{_port}/")).Headers.Location?.ToString());

        // A wrong password is refused, and the right one stays stored.
        var error = await _home.FailAsync($"Set-DNS4MeWebSite {Domain} -CertificatePassword ([Net.NetworkCredential]::new('', 'wrong').SecurePassword)");
        Assert.Equal("WebCertificateUnusable", error.Code);
        await _home.RunAsync("Stop-DNS4MeAgent -Force\nStart-DNS4MeAgent");
        await Eventually.IsAsync("page one", () => GetAsync(Domain, $"https://{Domain}:{secure}/"), "The page after a restart");
        var told = await _home.RunAsync($"Get-DNS4MeWebSite {Domain} | Format-List\nGet-DNS4MeEvent | Format-List\nExport-DNS4MeConfiguration");
        Assert.DoesNotContain(Secret, told.Output + told.Error, StringComparison.OrdinalIgnoreCase);
        var found = await ProgramRun.ToEndAsync("grep", ["--recursive", "--text", "--ignore-case", "--fixed-strings", "--devices=skip", "--files-with-matches", Secret, _home.Folder]);
        Assert.True(found is { ExitCode: 1, Error: "" }, found.ToString());
    }

    [Fact]
    public async Task A_browser_shows_the_page_the_list_and_what_is_missing()
    {
        Site("one", ("index.htm", "<!doctype html><title>Alice</title><h1>Welcome</h1><p><img src=\"dot.svg\">"), ("dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"90\"><circle cx=\"45\" cy=\"45\" r=\"40\"/></svg>"));
        Site("one/files", ("<b>.txt", "text"), ("Übersicht & mehr.txt", "text"));
        await ServeAsync("./one", "-Primary $true -DirectoryListing $true");

        Assert.Contains("<h1>Welcome</h1>", await BrowseAsync("/"), StringComparison.Ordinal);
        var list = await BrowseAsync("/files/");
        Assert.Contains("Übersicht &amp; mehr.txt", list, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", list, StringComparison.Ordinal);
        Assert.DoesNotContain("script>alert", await BrowseAsync("/%3Cscript%3Ealert(1)%3C/script%3E"), StringComparison.Ordinal);
        foreach (var path in new[] { "/", "/files/", "/missing" })
        {
            var picture = await PictureAsync(path);
            Assert.Equal((Width, Height), picture.Size);
            Assert.True(picture.IsDrawn, $"The picture of {path} is blank.");
        }
    }

    /// <summary>Puts the console into the folder above the sites.</summary>
    private string Here => $"$null = $ExecutionContext.SessionState.Path.SetLocation('{_folder}')";

    private static byte[] NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Domain}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Domain);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return certificate.Export(X509ContentType.Pfx, Secret);
    }

    private void Site(string name, params (string Name, string Text)[] files)
    {
        Directory.CreateDirectory(Path.Combine(_folder, name));
        foreach (var file in files)
        {
            File.WriteAllText(Path.Combine(_folder, name, file.Name), file.Text);
        }
    }

    /// <summary>Sets the site, from a console in the folder above it, and starts the server.</summary>
    private async Task ServeAsync(string folder, string site = "", string server = "") => await _home.RunAsync(
        $"{Here}\nSet-DNS4MeWebSite {Domain} -Enabled $true -LocalFolder {folder} {site} -PassThru | Start-DNS4MeWebServer -Port {_port} {server}");

    /// <summary>What a visitor gets: the page, the status if it is another than 200, or that nobody listens.</summary>
    private async Task<string> GetAsync(string host = Domain, string? url = null)
    {
        try
        {
            using var response = await SendAsync(host, url ?? $"http://{host}:{_port}/");
            return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : $"{(int)response.StatusCode}";
        }
        catch (HttpRequestException e) when (e.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.ConnectionReset })
        {
            // A connection that a dying process has yet to let go of is reset.
            return "refused";
        }
    }

    /// <summary>Sends a request to this machine, whatever the URL's name. The certificate is of nobody's authority.</summary>
    private static async Task<HttpResponseMessage> SendAsync(string host, string url)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = new() { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == $"CN={host}" },
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        return await client.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
    }

    private async Task<string> BrowseAsync(string path) => (await ProgramRun.ToEndAsync("chromium", [.. Quiet(), "--dump-dom", $"http://127.0.0.1:{_port}{path}"])).MustSucceed().Output;

    private async Task<Picture> PictureAsync(string path)
    {
        var file = Path.Combine(_folder, "page.png");
        (await ProgramRun.ToEndAsync("chromium", [.. Quiet(), "--hide-scrollbars", $"--window-size={Width},{Height}", $"--screenshot={file}", $"http://127.0.0.1:{_port}{path}"])).MustSucceed();
        return Picture.Read(file);
    }

    private string[] Quiet() =>
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--no-first-run",
        $"--user-data-dir={Path.Combine(_folder, "browser")}",
    ];
}
