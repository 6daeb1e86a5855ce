using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace DNS4Me.Agent.Tests.Web;

public partial class LifetimeTests
{
    private const int CapabilityVersion = 0x20080522;
    private const int BindLowPorts = 10;

    [Fact]
    public async Task It_tells_how_it_stands()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        await bench.GetAsync("/a.txt");
        using var connection = await RawHttp.ConnectAsync(bench.Port);
        await connection.SendAsync("GET /a.txt HTTP/1.1\r\nHost: alice.example\r\n\r\n"u8.ToArray());
        await connection.ReceiveAsync(new byte[1000]);
        await UntilAsync(() => bench.Server.GetStatus() is { Requests: 2, Bytes: 10, Errors: 0, Connections: 1, Running: true, HttpsPort: null, Fault: null, Since: not null });
        await bench.Server.StopAsync(CancellationToken.None);
        Assert.Equal(new WebServerStatus { Running = false, Port = 0 }, bench.Server.GetStatus());
    }

    [Fact]
    public async Task It_listens_over_IPv6_and_IPv4()
    {
        await using var bench = await WebBench.StartAsync();
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            Assert.SkipUnless(Socket.OSSupportsIPv6, "There is no IPv6 here");
            using var client = new HttpClient();
            using var answer = await client.GetAsync(new UriBuilder("http", address.ToString(), bench.Port).Uri);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_told_and_nothing_is_left()
    {
        await using var first = await WebBench.StartAsync();
        var taken = first.Port;
        var fault = await Assert.ThrowsAsync<DNS4MeException>(() => WebBench.StartAsync(bench => bench.Setting with { Port = taken }));
        Assert.Equal(FaultCode.WebPortInUse, fault.Fault.Code);
        Assert.Contains(taken.ToString(System.Globalization.CultureInfo.InvariantCulture), fault.Message);
        Assert.True(first.Server.GetStatus().Running);
    }

    [Fact]
    public async Task A_port_that_is_not_for_this_user_is_told_with_what_to_do()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Ports below 1024 are an administrator's on Linux");
        Assert.SkipUnless(await File.ReadAllTextAsync("/proc/sys/net/ipv4/ip_unprivileged_port_start") is var start && int.Parse(start, System.Globalization.CultureInfo.InvariantCulture) > 81, "Every port is for everybody here");
        DNS4MeException? fault = null;
        var thread = new Thread(() =>
        {
            // Rights are a thread's own on Linux, and the port is asked for on the thread that starts.
            DropRight(BindLowPorts);
            fault = Assert.Throws<DNS4MeException>(() => WebBench.StartAsync(bench => bench.Setting with { Port = 81 }).GetAwaiter().GetResult());
        });
        thread.Start();
        thread.Join();
        Assert.Equal(FaultCode.WebPortForbidden, fault!.Fault.Code);
        Assert.Contains("ip_unprivileged_port_start=81", fault.Fault.Action);
        Assert.Contains("setcap", fault.Fault.Action);
    }

    [Fact]
    public async Task A_missing_folder_is_told_and_nothing_listens()
    {
        var fault = await Assert.ThrowsAsync<DNS4MeException>(() => WebBench.StartAsync(bench => bench.With(site => site with { LocalFolder = Path.Combine(bench.Root, "nowhere") })));
        Assert.Equal(FaultCode.WebFolderMissing, fault.Fault.Code);
        var file = await Assert.ThrowsAsync<DNS4MeException>(() => WebBench.StartAsync(bench => bench.With(site => site with { LocalFolder = bench.Write("file", "x") })));
        Assert.Equal(FaultCode.WebFolderMissing, file.Fault.Code);
    }

    [Fact]
    public async Task At_a_boot_a_site_that_is_not_there_keeps_no_other_from_being_served_and_is_served_once_it_is()
    {
        await using var bench = await WebBench.StartAsync(
            bench => bench.Setting with
            {
                Sites = new Dictionary<string, WebSite>(bench.Setting.Sites)
                {
                    ["bob.example"] = new() { Enabled = true, LocalFolder = Path.Combine(bench.Root, "bob"), Certificate = Path.Combine(bench.Root, "bob.pfx") },
                },
            },
            allSites: false);
        bench.Write("a.txt", "hello");
        Assert.Equal("hello", (await bench.GetAsync("/a.txt")).Body);
        Assert.Equal(FaultCode.WebFolderMissing, bench.Server.GetStatus().Fault?.Code);

        // Nor from being changed; its own change is refused until it is there.
        await bench.Server.ApplyAsync(Changed("alice.example", site => site with { DirectoryListing = true }), CancellationToken.None);
        Assert.Equal(200, (await bench.GetAsync("/")).Status);
        var fault = await Assert.ThrowsAsync<DNS4MeException>(() => bench.Server.ApplyAsync(Changed("bob.example", site => site with { DirectoryListing = true }), CancellationToken.None));
        Assert.Equal(FaultCode.WebFolderMissing, fault.Fault.Code);

        Directory.CreateDirectory(Path.Combine(bench.Root, "bob"));
        Assert.Equal(FaultCode.WebCertificateUnusable, bench.Server.GetStatus().Fault?.Code);
        await File.WriteAllTextAsync(Path.Combine(bench.Root, "bob", "b.txt"), "here", TestContext.Current.CancellationToken);
        Assert.Equal("here", (await RawHttp.GetAsync(bench.Port, "/b.txt", "bob.example")).Body);

        WebServerSetting Changed(string domain, Func<WebSite, WebSite> change)
            => bench.Setting with { Sites = new Dictionary<string, WebSite>(bench.Setting.Sites) { [domain] = change(bench.Setting.Sites[domain]) } };
    }

    [Fact]
    public async Task A_folder_that_goes_away_is_told_and_comes_back()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        Directory.Move(bench.Site, bench.Site + ".away");
        Assert.Equal(FaultCode.WebFolderMissing, bench.Server.GetStatus().Fault?.Code);
        Assert.Equal(404, (await bench.GetAsync("/a.txt")).Status);
        Directory.Move(bench.Site + ".away", bench.Site);
        Assert.Null(bench.Server.GetStatus().Fault);
        Assert.Equal("hello", (await bench.GetAsync("/a.txt")).Body);
    }

    [Fact]
    public async Task A_folder_that_is_a_link_follows_it_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mv -T is GNU's");
        await using var bench = await WebBench.StartAsync();
        foreach (var release in new[] { "1", "2" })
        {
            Directory.CreateDirectory(Path.Combine(bench.Root, release));
            await File.WriteAllTextAsync(Path.Combine(bench.Root, release, "a.txt"), "release " + release);
        }

        var link = Path.Combine(bench.Root, "current");
        File.CreateSymbolicLink(link, "1");
        await bench.Server.ApplyAsync(bench.With(site => site with { LocalFolder = link }), CancellationToken.None);
        Assert.Equal("release 1", (await bench.GetAsync("/a.txt")).Body);
        File.CreateSymbolicLink(link + ".new", "2");
        using (var move = System.Diagnostics.Process.Start("mv", ["-T", link + ".new", link]))
        {
            await move.WaitForExitAsync();
        }

        Assert.Equal("release 2", (await bench.GetAsync("/a.txt")).Body);
    }

    [Fact]
    public async Task Changed_sites_are_in_force_at_once_and_connections_stay()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        using var connection = await RawHttp.ConnectAsync(bench.Port);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(connection));
        await bench.Server.ApplyAsync(bench.With(site => site with { Enabled = false }), CancellationToken.None);
        Assert.StartsWith("HTTP/1.1 404", await AskAsync(connection));
        await bench.Server.ApplyAsync(bench.Setting, CancellationToken.None);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(connection));
    }

    [Fact]
    public async Task A_changed_port_is_tried_first()
    {
        await using var bench = await WebBench.StartAsync();
        await using var other = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        var before = bench.Port;
        await Assert.ThrowsAsync<DNS4MeException>(() => bench.Server.ApplyAsync(bench.Setting with { Port = other.Port }, CancellationToken.None));
        Assert.Equal((before, true), (bench.Port, bench.Server.GetStatus().Running));
        Assert.Equal("hello", (await bench.GetAsync("/a.txt")).Body);

        var free = other.Port;
        await other.Server.StopAsync(CancellationToken.None);
        using var idle = await RawHttp.ConnectAsync(before);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(idle));
        await bench.Server.ApplyAsync(bench.Setting with { Port = free }, CancellationToken.None);
        Assert.Equal(free, bench.Port);
        Assert.Equal("hello", (await bench.GetAsync("/a.txt")).Body);

        // The old port's connections end once they have nothing to do.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Equal(0, await idle.ReceiveAsync(new byte[100], deadline.Token));
        await Assert.ThrowsAnyAsync<SocketException>(() => RawHttp.ConnectAsync(before));
    }

    [Fact]
    public async Task A_request_under_way_is_finished_when_it_stops_and_one_that_does_not_end_is_cut()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("large.bin", new byte[8 * 1024 * 1024]);
        using var quick = await BeginAsync(bench.Port);
        using var stuck = await BeginAsync(bench.Port);
        var stopping = bench.Server.StopAsync(CancellationToken.None);
        var received = 0L;
        var buffer = new byte[64 * 1024];
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await quick.ReceiveAsync(buffer, deadline.Token) is > 0 and var read)
        {
            received += read;
        }

        Assert.True(received > 8 * 1024 * 1024);
        await stopping.WaitAsync(deadline.Token);

        static async Task<Socket> BeginAsync(int port)
        {
            var socket = await RawHttp.ConnectAsync(port);
            socket.ReceiveBufferSize = 16 * 1024;
            await socket.SendAsync("GET /large.bin HTTP/1.1\r\nHost: alice.example\r\n\r\n"u8.ToArray());
            await socket.ReceiveAsync(new byte[1]);
            return socket;
        }
    }

    [Fact]
    public async Task It_starts_again_after_a_stop()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        await bench.Server.StopAsync(CancellationToken.None);
        await bench.Server.StopAsync(CancellationToken.None);
        await bench.Server.StartAsync(bench.Setting, allSites: true, CancellationToken.None);
        Assert.Equal("hello", (await bench.GetAsync("/a.txt")).Body);
        Assert.Equal(1, bench.Server.GetStatus().Requests);
    }

    [Fact]
    public async Task Settings_change_under_load_without_a_failed_request()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        using var ending = new CancellationTokenSource();
        var visitors = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var connection = await RawHttp.ConnectAsync(bench.Port);
            while (!ending.IsCancellationRequested)
            {
                Assert.EndsWith("hello", await AskAsync(connection));
            }
        })).ToArray();
        for (var i = 0; i < 50; i++)
        {
            await bench.Server.ApplyAsync(bench.With(site => site with { DirectoryListing = i % 2 == 0 }) with { LogFormat = (WebLogFormat)(i % 3) }, CancellationToken.None);
        }

        await ending.CancelAsync();
        await Task.WhenAll(visitors);
    }

    private static async Task<string> AskAsync(Socket connection)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await connection.SendAsync("GET /a.txt HTTP/1.1\r\nHost: alice.example\r\n\r\n"u8.ToArray(), deadline.Token);
        var buffer = new byte[8192];
        return Encoding.Latin1.GetString(buffer, 0, await connection.ReceiveAsync(buffer, deadline.Token));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            await Task.Delay(10, deadline.Token);
        }
    }

    private static void DropRight(int right)
    {
        int[] header = [CapabilityVersion, 0];
        var rights = new uint[6];
        Assert.Equal(0, GetRights(header, rights));
        rights[0] &= ~(1u << right);
        Assert.Equal(0, SetRights(header, rights));
    }

    [LibraryImport("libc", EntryPoint = "capget")]
    private static partial int GetRights(int[] header, [In, Out] uint[] rights);

    [LibraryImport("libc", EntryPoint = "capset")]
    private static partial int SetRights(int[] header, uint[] rights);
}
