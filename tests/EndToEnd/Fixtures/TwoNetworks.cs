using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>
/// A machine and a service in a network namespace each, with one wire between them that can fail in either direction. Needs root. Packets are lost on the way by
/// a neighbour entry with a hardware address that nobody has (ip-neighbour(8)): whoever sends them notices nothing.
/// </summary>
internal sealed class TwoNetworks : IService
{
    private const string Machine = "198.51.100.7";
    private const string Service = "203.0.113.53";
    private const string Redirector = "203.0.113.80";
    private const string NobodysHardware = "02:00:00:00:00:99";
    private static int _count;

    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-e2e-networks-").FullName;
    private readonly string _name = $"dns4me-{Environment.ProcessId}-wire{Interlocked.Increment(ref _count)}";
    private ProgramRun? _run;

    private TwoNetworks()
    {
    }

    public Uri Api { get; } = new($"https://{Service}:1206");

    public string Pin { get; private set; } = "";

    public string RegistrationId { get; private set; } = "";

    public string Email => "alice@example.com";

    public string Domain => "alice.dns4me.test";

    public int ProcessId => _run!.Id;

    public string OnlineAddress => Machine;

    public string OfflineAddress => Redirector;

    /// <summary>What a program runs under to be on the machine's side.</summary>
    public IReadOnlyList<string> OnMachine => Enter(MachineSide);

    private string MachineSide => _name + "-m";

    private string ServiceSide => _name + "-s";

    public static async Task<TwoNetworks> StartAsync()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can make a network namespace.");
        var networks = new TwoNetworks();
        try
        {
            await networks.BuildAsync();
            await networks.AddAccountAsync();
            await networks.StartAgainAsync();
            return networks;
        }
        catch
        {
            await networks.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the machine sends is lost from now on.</summary>
    public Task LoseToServiceAsync() => IpAsync(MachineSide, "neighbour", "replace", Service, "lladdr", NobodysHardware, "nud", "permanent", "dev", "wire");

    /// <summary>What the service sends is lost from now on.</summary>
    public Task LoseToMachineAsync() => IpAsync(ServiceSide, "neighbour", "replace", Machine, "lladdr", NobodysHardware, "nud", "permanent", "dev", "wire");

    public Task FindServiceAsync() => IpAsync(MachineSide, "neighbour", "delete", Service, "dev", "wire");

    public Task FindMachineAsync() => IpAsync(ServiceSide, "neighbour", "delete", Machine, "dev", "wire");

    /// <summary>The machine's cable is out.</summary>
    public Task UnplugAsync() => IpAsync(MachineSide, "link", "set", "wire", "down");

    public async Task PlugInAsync()
    {
        await IpAsync(MachineSide, "link", "set", "wire", "up");
        await IpAsync(MachineSide, "route", "add", "default", "via", Service, "dev", "wire", "onlink");
    }

    public async Task<string> AnswerAsync()
    {
        string[] dig = [.. Enter(ServiceSide), "dig", "+short", "+time=5", $"@{Service}", Domain, "A"];
        return string.Join(' ', (await ProgramRun.ToEndAsync(dig[0], dig[1..])).MustSucceed().Lines);
    }

    public Task KillAsync() => _run!.KillAsync();

    public async Task StartAgainAsync()
    {
        string[] command = [.. Enter(ServiceSide), Staged.Server, "run", "--config", Configuration];
        _run = ProgramRun.Start(command[0], command[1..]);
        await Eventually.IsAsync(
            0,
            async () =>
            {
                string[] curl = [.. Enter(ServiceSide), "curl", "-s", "-k", "-f", "-o", "/dev/null", $"{Api}healthz"];
                return (await ProgramRun.ToEndAsync(curl[0], curl[1..])).ExitCode;
            },
            "The exit code of curl");
        using var certificate = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(Path.Combine(_folder, "data", "server.pem"), TestContext.Current.CancellationToken));
        Pin = SettingRules.Pin(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
        {
            await _run.DisposeAsync();
        }

        foreach (var side in new[] { MachineSide, ServiceSide })
        {
            await ProgramRun.ToEndAsync("ip", ["netns", "delete", side]);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Configuration => Path.Combine(_folder, "server.json");

    private static IReadOnlyList<string> Enter(string side) => ["nsenter", $"--net=/run/netns/{side}"];

    private static async Task IpAsync(string side, params string[] arguments)
        => (await ProgramRun.ToEndAsync("ip", ["-n", side, .. arguments])).MustSucceed();

    private async Task BuildAsync()
    {
        foreach (var side in new[] { MachineSide, ServiceSide })
        {
            (await ProgramRun.ToEndAsync("ip", ["netns", "add", side])).MustSucceed();
            await IpAsync(side, "link", "set", "lo", "up");
        }

        await IpAsync(MachineSide, "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns", ServiceSide);
        await IpAsync(MachineSide, "address", "add", $"{Machine}/32", "dev", "wire");
        await IpAsync(ServiceSide, "address", "add", $"{Service}/32", "dev", "wire");
        await IpAsync(ServiceSide, "address", "add", $"{Redirector}/32", "dev", "lo");
        await IpAsync(ServiceSide, "link", "set", "wire", "up");
        await IpAsync(ServiceSide, "route", "add", $"{Machine}/32", "dev", "wire");
        await PlugInAsync();
    }

    private async Task AddAccountAsync()
    {
        await File.WriteAllTextAsync(Configuration, JsonSerializer.Serialize(new
        {
            dataFolder = "data",
            api = new[] { $"{Service}:1206" },
            dns = new[] { $"{Service}:53" },
            redirector = new[] { $"{Redirector}:80" },
            redirectorAddresses = new[] { Redirector },
            serviceZones = new[] { "dns4me.test" },
            nameServers = new[] { new { name = "ns1.dns4me.test", addresses = new[] { Service } } },
            hostmaster = "hostmaster@dns4me.test",
        }));
        var account = await ProgramRun.ToEndAsync(
            Staged.Server, ["account", "add", "--email", Email, "--kind", "Registered", "--domain", Domain, "--config", Configuration, "--json"]);
        RegistrationId = JsonDocument.Parse(account.MustSucceed().Output).RootElement.GetProperty("registrationId").GetString()!;
    }
}
