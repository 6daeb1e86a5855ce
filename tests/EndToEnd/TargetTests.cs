using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>
/// Every target in every presence state, as dig and curl meet it on the service's standard ports. The table is the help file's ("Online Settings", "Offline
/// Settings", "Host Record Dialog"), written down by hand: nothing of it comes from the code under test.
/// </summary>
public class TargetTests
{
    private const string PathAndQuery = "/a%20b/?q=1&r=%2F";
    private const string OnUrl = "http://elsewhere.example/on?x=1";
    private const string OffUrl = "http://elsewhere.example/off";
    private const string GoneUrl = "http://elsewhere.example/gone";
    private static readonly Expected ToRedirector = new(World.Redirector, World.RedirectorIPv6);
    private static readonly Expected Page = ToRedirector with { Page = true };
    private static readonly Expected ToMachine = new(World.Machine, World.MachineIPv6);
    private static readonly Expected ToMachinesPort = ToRedirector with { Arrival = Port(World.Machine), ArrivalIPv6 = Port(World.MachineIPv6) };

    /// <summary>The names, each with what it answers while online at the machine's own address.</summary>
    private static readonly Dictionary<string, Expected> Online = new()
    {
        [""] = ToMachine,
        ["anything"] = ToMachine,
        ["deep.below.anything"] = ToMachine,
        ["www"] = ToMachine,
        ["own"] = To(1),
        ["port"] = ToMachinesPort,
        ["url"] = Led("/on?x=1"),
        ["page"] = ToMachine,
    };

    /// <summary>The names, each with what it answers while offline, where <see cref="Expected.Default"/> stands for what the offline settings say.</summary>
    private static readonly Dictionary<string, Expected> Offline = new()
    {
        [""] = Expected.Default,
        ["anything"] = Expected.Default,
        ["deep.below.anything"] = Expected.Default,
        ["www"] = Expected.Default,
        ["own"] = To(2),
        ["port"] = Expected.Default,
        ["url"] = Led("/off"),
        ["page"] = Page,
    };

    [Fact]
    public async Task Every_target_answers_as_it_should_in_every_presence_state()
    {
        await using var world = await World.StartAsync();
        await AddRecordsAsync(world);
        object automatic = new { }, keep = new { behavior = "KeepAddress" };

        await world.SetAsync(automatic, new { });
        await CheckAsync(world, "never online", WhileOffline(Page));
        await world.SetAsync(automatic, keep);
        await CheckAsync(world, "never online, keep the last address", Online.ToDictionary(name => name.Key, _ => Page));

        await world.GoOnlineAsync(automatic, new { });
        await CheckAsync(world, "online", Online);

        await world.SetAsync(new { automatic = false, address = World.Other(3), addressIPv6 = World.OtherIPv6(3) }, new { });
        await CheckAsync(world, "online at a given address", WhileOnlineAt(3));

        await world.SetAsync(new { webRedirect = "Port" }, new { });
        await CheckAsync(world, "www to a port", new(Online) { ["www"] = ToRedirector with { Arrival = $"* 8080 {World.Domain} {PathAndQuery}" } });
        await world.SetAsync(new { webRedirect = "Url", webRedirectUrl = OnUrl }, new { });
        await CheckAsync(world, "www to a URL", new(Online) { ["www"] = Led("/on?x=1") });

        await world.SetAsync(automatic, keep);
        await world.GoOfflineAsync();
        await CheckAsync(world, "offline, keep the last address", Online);
        await world.SetAsync(automatic, new { });
        await CheckAsync(world, "offline, the offline page", WhileOffline(Page));
        await world.SetAsync(automatic, new { behavior = "Address", address = World.Other(4), addressIPv6 = World.OtherIPv6(4) });
        await CheckAsync(world, "offline, an address", WhileOffline(To(4)));
        await world.SetAsync(automatic, new { behavior = "Url", url = GoneUrl });
        await CheckAsync(world, "offline, a URL", WhileOffline(Led("/gone")));

        await world.GoOnlineAsync(new { timeoutSeconds = 1 }, new { });
        await Eventually.IsAsync(false, async () => (await world.AskAsync("GET", "/v1/presence")).GetProperty("online").GetBoolean(), "Being online after the timeout");
        await CheckAsync(world, "timed out", WhileOffline(Page));
    }

    /// <summary>Where a port redirect arrives: at the address itself, since the name leads to the redirector.</summary>
    private static string Port(string address) => $"{address} 8080 {(address.Contains(':') ? $"[{address}]" : address)} {PathAndQuery}";

    private static Expected To(int other) => new(World.Other(other), World.OtherIPv6(other));

    private static Expected Led(string path) => ToRedirector with { Arrival = $"* 80 {World.Elsewhere} {path}" };

    private static Dictionary<string, Expected> WhileOffline(Expected settings)
        => Offline.ToDictionary(name => name.Key, name => name.Value == Expected.Default ? settings : name.Value);

    private static Dictionary<string, Expected> WhileOnlineAt(int other) => Online.ToDictionary(
        name => name.Key,
        name => name.Value == ToMachine ? To(other)
            : name.Value == ToMachinesPort ? ToRedirector with { Arrival = Port(World.Other(other)), ArrivalIPv6 = Port(World.OtherIPv6(other)) }
            : name.Value);

    private static async Task AddRecordsAsync(World world)
    {
        (string Name, string Type, string OnlineTarget, string OfflineTarget)[] records =
        [
            ("own", "A", World.Other(1), World.Other(2)),
            ("own", "AAAA", World.OtherIPv6(1), World.OtherIPv6(2)),
            ("port", "A", "port:8080", "Default"),
            ("port", "AAAA", "port:8080", "Default"),
            ("url", "A", $"url:{OnUrl}", $"url:{OffUrl}"),
            ("url", "AAAA", $"url:{OnUrl}", $"url:{OffUrl}"),
            ("page", "A", "Default", "OfflinePage"),
            ("page", "AAAA", "Default", "OfflinePage"),
        ];
        var changes = records.Select(row => new
        {
            action = "Add",
            record = new { domain = World.Domain, name = row.Name, type = row.Type, onlineTarget = row.OnlineTarget, offlineTarget = row.OfflineTarget },
        });
        var answer = await world.AskAsync("POST", "/v1/records/changes", new { changes });
        Assert.All(answer.GetProperty("results").EnumerateArray(), result => Assert.True(result.TryGetProperty("record", out _), result.ToString()));
    }

    private static async Task CheckAsync(World world, string state, Dictionary<string, Expected> names)
    {
        foreach (var (name, expected) in names)
        {
            var host = name.Length == 0 ? World.Domain : $"{name}.{World.Domain}";
            var where = $"{host} while {state}";
            Assert.Equal($"{where}: {expected.IPv4}", $"{where}: {await world.DigAsync(host, "A")}");
            Assert.Equal($"{where}: {expected.IPv6}", $"{where}: {await world.DigAsync(host, "AAAA")}");
            foreach (var ipv6 in new[] { false, true })
            {
                CheckVisit(where, host, expected, ipv6, await world.VisitAsync($"http://{host}{PathAndQuery}", ipv6));
            }
        }
    }

    private static void CheckVisit(string where, string host, Expected expected, bool ipv6, Visit visit)
    {
        where = $"{where}, over {(ipv6 ? "IPv6" : "IPv4")}";
        if (expected is { Page: false, Arrival: null })
        {
            var arrival = $"{(ipv6 ? expected.IPv6 : expected.IPv4)} 80 {host} {PathAndQuery}";
            Assert.Equal($"{where}: {arrival}", $"{where}: {visit.Body}");
            Assert.Single(visit.Hops);
            return;
        }

        // One redirect, by which nobody is led to the redirector but for the page that it shows.
        Assert.Equal($"{where}: 2 answers", $"{where}: {visit.Hops.Count} answers");
        Assert.Equal(302, visit.Hops[0].Status);
        Assert.Equal("no-store", visit.Hops[0].Header("Cache-Control"));
        if (expected.Page)
        {
            Assert.Equal(World.OfflineUrl, visit.Hops[0].Header("Location"));
            Assert.Equal(503, visit.Hops[1].Status);
            Assert.Equal("no-store", visit.Hops[1].Header("Cache-Control"));
            Assert.NotNull(visit.Hops[1].Header("Retry-After"));
            Assert.Contains("offline", visit.Body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("q=1", visit.Body, StringComparison.Ordinal);
            return;
        }

        var arrived = ipv6 ? expected.ArrivalIPv6 ?? expected.Arrival : expected.Arrival;
        var body = arrived!.StartsWith('*') ? "*" + visit.Body[visit.Body.IndexOf(' ', StringComparison.Ordinal)..] : visit.Body;
        Assert.Equal($"{where}: {arrived}", $"{where}: {body}");
    }

    /// <summary>What a name is to answer.</summary>
    /// <param name="IPv4">The A record.</param>
    /// <param name="IPv6">The AAAA record.</param>
    /// <param name="Page">Whether visitors end at the offline page.</param>
    /// <param name="Arrival">Where they are led: address, port, host, path and query; <c>*</c> for an address of either family. Null: straight to the address.</param>
    /// <param name="ArrivalIPv6">The same for a visit over IPv6; null: as over IPv4.</param>
    private sealed record Expected(string IPv4, string IPv6, bool Page = false, string? Arrival = null, string? ArrivalIPv6 = null)
    {
        public static readonly Expected Default = new("", "");
    }
}
