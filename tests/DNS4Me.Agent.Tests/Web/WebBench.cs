using DNS4Me.Agent.Web;

namespace DNS4Me.Agent.Tests.Web;

/// <summary>A web server with a site of a test's own, on a free port.</summary>
internal sealed class WebBench : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("dns4me-web-test-").FullName;

    private WebBench(Func<string, string?>? password)
    {
        Site = Directory.CreateDirectory(Path.Combine(_root, "site")).FullName;
        Server = new(TimeProvider.System, Logs, password ?? (_ => null));
        Setting = new() { Port = 0, HttpsPort = 0, Sites = new Dictionary<string, WebSite> { ["alice.example"] = new() { Enabled = true, LocalFolder = Site } } };
    }

    /// <summary>The folder around the site's.</summary>
    public string Root => _root;

    /// <summary>The site's folder.</summary>
    public string Site { get; }

    public string Logs => Path.Combine(_root, "logs");

    public WebServer Server { get; }

    /// <summary>What it was started with.</summary>
    public WebServerSetting Setting { get; private set; }

    public int Port => Server.GetStatus().Port;

    public static async Task<WebBench> StartAsync(Func<WebBench, WebServerSetting>? change = null, Func<string, string?>? password = null, bool allSites = true)
    {
        var bench = new WebBench(password);
        try
        {
            bench.Setting = change?.Invoke(bench) ?? bench.Setting;
            await bench.Server.StartAsync(bench.Setting, allSites, CancellationToken.None);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings with the site of alice.example changed.</summary>
    public WebServerSetting With(Func<WebSite, WebSite> change)
        => Setting with { Sites = new Dictionary<string, WebSite>(Setting.Sites) { ["alice.example"] = change(Setting.Sites["alice.example"]) } };

    /// <summary>Puts a file in the site.</summary>
    public string Write(string name, string contents) => Write(name, System.Text.Encoding.UTF8.GetBytes(contents));

    /// <summary>Puts a file in the site.</summary>
    public string Write(string name, byte[] contents)
    {
        var path = Path.Combine(Site, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, contents);
        return path;
    }

    /// <summary>Fetches from the site what is on the disk now.</summary>
    public async Task<RawAnswer> GetAsync(string target, params string[] headers)
    {
        // Requests within a millisecond share a look at the disk: a test is quicker than any visitor.
        await Task.Delay(TimeSpan.FromMilliseconds(2));
        return await RawHttp.GetAsync(Port, target, "alice.example", "GET", headers);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}
