using System.Globalization;
using System.Text.Json;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>
/// An internet of the test's own, in a network namespace: a service on its standard ports, a machine with a web server, other machines, and a resolver setting
/// that every program in it follows. Addresses are those for documentation (RFC 5737, RFC 3849). Needs root.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public const string Domain = "alice.dns4me.test";
    public const string OfflineUrl = "http://offline.dns4me.test/";
    public const string Service = "203.0.113.53";
    public const string ServiceIPv6 = "2001:db8::53";
    public const string Redirector = "203.0.113.80";
    public const string RedirectorIPv6 = "2001:db8::80";
    public const string Machine = "198.51.100.7";
    public const string MachineIPv6 = "2001:db8::7";

    /// <summary>Where a URL redirect leads: no name of the service.</summary>
    public const string Elsewhere = "elsewhere.example";

    private const string ElsewhereAddress = "198.51.100.99";
    private const string ElsewhereIPv6 = "2001:db8::99";
    private static int _worlds;

    /// <summary>Other machines, each with a web server that says where a request arrived.</summary>
    private static readonly string[] Others = [ElsewhereAddress, ElsewhereIPv6, .. Enumerable.Range(1, 4).SelectMany(i => new[] { Other(i), OtherIPv6(i) })];

    private readonly string _name = $"dns4me-{Environment.ProcessId}-{Interlocked.Increment(ref _worlds)}";
    private readonly List<ProgramRun> _running = [];
    private string _registrationId = "";
    private long _epoch;

    private World()
    {
    }

    /// <summary>For the files of those in the world.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("dns4me-e2e-world-").FullName;

    /// <summary>The address of another machine, 1 to 4.</summary>
    public static string Other(int number) => $"198.51.100.{100 + number}";

    /// <summary>Its IPv6 address.</summary>
    public static string OtherIPv6(int number) => $"2001:db8::{100 + number}";

    public static async Task<World> StartAsync(params string[] programs)
    {
        Rights.RequireRoot("make a network namespace");
        foreach (var program in programs.Concat(["ip", "nginx", "curl", "dig"]))
        {
            Peer.Require(program);
        }

        var world = new World();
        try
        {
            await world.BuildAsync();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a program in the world to its end.</summary>
    public async Task<ProgramResult> RunAsync(string program, params string[] arguments)
        => (await ProgramRun.ToEndAsync("ip", ["netns", "exec", _name, program, .. arguments])).MustSucceed();

    /// <summary>A name's addresses as a resolver reads them, in order.</summary>
    public async Task<string> DigAsync(string name, string type) => string.Join(' ', (await RunAsync("dig", "+short", name, type)).Lines.Order(StringComparer.Ordinal));

    /// <summary>What a visitor meets, over one family, following redirects.</summary>
    public async Task<Visit> VisitAsync(string url, bool ipv6 = false)
        => Visit.Read((await RunAsync("curl", "-sS", "-i", "-L", ipv6 ? "-6" : "-4", "--max-time", "20", "--max-redirs", "5", url)).Output);

    /// <summary>Asks the service's API.</summary>
    public async Task<JsonElement> AskAsync(string method, string path, object? body = null, bool ipv6 = false)
    {
        string[] content = body is null ? [] : ["-H", "Content-Type: application/json", "-d", JsonSerializer.Serialize(body)];
        var answer = await RunAsync("curl",
            ["-sS", "-k", "--fail-with-body", "--max-time", "20", "--interface", ipv6 ? MachineIPv6 : Machine, "-X", method, "-H", $"Authorization: Bearer {_registrationId}", .. content,
            $"https://{(ipv6 ? $"[{ServiceIPv6}]" : Service)}:1206{path}"]);
        return JsonDocument.Parse(answer.Output).RootElement;
    }

    /// <summary>Gives the service settings; what is not named has its default.</summary>
    public Task SetAsync(object online, object offline) => AskAsync("PUT", "/v1/settings", new { online, offline });

    /// <summary>Goes online over both families.</summary>
    public async Task GoOnlineAsync(object online, object offline)
    {
        var presence = await AskAsync("POST", "/v1/presence/online", new { instanceId = Guid.NewGuid().ToString(), machine = "machine", settings = new { online, offline } });
        _epoch = presence.GetProperty("epoch").GetInt64();
        await AskAsync("POST", "/v1/presence/keep-alive", new { epoch = _epoch }, ipv6: true);
    }

    public Task GoOfflineAsync() => AskAsync("POST", "/v1/presence/offline", new { epoch = _epoch });

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _running)
        {
            await run.DisposeAsync();
        }

        await ProgramRun.ToEndAsync("ip", ["netns", "delete", _name]);
        Directory.Delete(Folder, recursive: true);
        if (Directory.Exists(NamespaceFiles))
        {
            Directory.Delete(NamespaceFiles, recursive: true);
        }
    }

    /// <summary>The files here stand in /etc for the programs that <c>ip netns exec</c> runs (ip-netns(8)).</summary>
    private string NamespaceFiles => Path.Combine("/etc/netns", _name);

    private async Task BuildAsync()
    {
        Directory.CreateDirectory(NamespaceFiles);
        await File.WriteAllTextAsync(Path.Combine(NamespaceFiles, "resolv.conf"), $"nameserver {Service}\n");
        await File.WriteAllTextAsync(Path.Combine(NamespaceFiles, "hosts"), $"127.0.0.1 localhost\n{ElsewhereAddress} {Elsewhere}\n{ElsewhereIPv6} {Elsewhere}\n");
        (await ProgramRun.ToEndAsync("ip", ["netns", "add", _name])).MustSucceed();
        await RunAsync("ip", "link", "set", "lo", "up");
        foreach (var address in Others.Concat([Service, ServiceIPv6, Redirector, RedirectorIPv6, Machine, MachineIPv6]))
        {
            await RunAsync("ip", "address", "add", address.Contains(':') ? $"{address}/128" : $"{address}/32", "dev", "lo", "nodad");
        }

        await StartServiceAsync();
        await StartWebServersAsync();
    }

    private async Task StartServiceAsync()
    {
        var configuration = Path.Combine(Folder, "server.json");
        await File.WriteAllTextAsync(configuration, JsonSerializer.Serialize(new
        {
            dataFolder = "data",
            api = new[] { $"{Service}:1206", $"[{ServiceIPv6}]:1206" },
            dns = new[] { $"{Service}:53", $"[{ServiceIPv6}]:53" },
            redirector = new[] { $"{Redirector}:80", $"[{RedirectorIPv6}]:80" },
            redirectorAddresses = new[] { Redirector, RedirectorIPv6 },
            serviceZones = new[] { "dns4me.test" },
            nameServers = new[] { new { name = "ns1.dns4me.test", addresses = new[] { Service, ServiceIPv6 } } },
            hostmaster = "hostmaster@dns4me.test",
            offlinePage = OfflineUrl,
        }));
        var account = await ProgramRun.ToEndAsync(
            Repository.Server, ["account", "add", "--email", "alice@example.com", "--kind", "Registered", "--domain", Domain, "--config", configuration, "--json"]);
        _registrationId = JsonDocument.Parse(account.MustSucceed().Output).RootElement.GetProperty("registrationId").GetString()!;
        _running.Add(ProgramRun.Start("ip", ["netns", "exec", _name, Repository.Server, "run", "--config", configuration]));
        await AnswersAsync($"https://{Service}:1206/healthz");
    }

    private async Task StartWebServersAsync()
    {
        var listens = Others.Concat([Machine, MachineIPv6])
            .Select(address => address.Contains(':') ? $"[{address}]" : address)
            .SelectMany(address => new[] { $"listen {address}:80;", $"listen {address}:8080;" });
        var configuration = Path.Combine(Folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, string.Create(CultureInfo.InvariantCulture, $$"""
            daemon off;
            master_process off;
            pid {{Folder}}/nginx.pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                server {
                    {{string.Join(' ', listens)}}
                    default_type text/html;
                    return 200 "$server_addr $server_port $host $request_uri";
                }
            }
            """));
        _running.Add(ProgramRun.Start("ip", ["netns", "exec", _name, "nginx", "-e", "stderr", "-c", configuration]));
        await AnswersAsync($"http://{Machine}/");
    }

    /// <summary>Until a server answers.</summary>
    private Task<int> AnswersAsync(string url) => Eventually.IsAsync(
        0, async () => (await ProgramRun.ToEndAsync("ip", ["netns", "exec", _name, "curl", "-s", "-k", "-f", "-o", "/dev/null", url])).ExitCode, $"The exit code of curl {url}");
}
