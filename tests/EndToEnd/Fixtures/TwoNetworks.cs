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
    public const string Service = "203.0.113.53";

    /// <summary>What the machine's resolver setting names. Nothing answers there, unless a test starts something.</summary>
    public const string Resolver = "203.0.113.1";

    public const string MachineIPv6 = "2001:db8::7";

    private const string Machine = "198.51.100.7";
    private const string Redirector = "203.0.113.80";
    private const string ServiceIPv6 = "2001:db8::53";
    private const string RedirectorIPv6 = "2001:db8::80";

    /// <summary>The service by its name, which the machine knows over both families.</summary>
    private const string ServiceName = "service.dns4me.test";
    private const string NobodysHardware = "02:00:00:00:00:99";
    private static int _count;

    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-e2e-networks-").FullName;
    private readonly string _name = $"dns4me-{Environment.ProcessId}-wire{Interlocked.Increment(ref _count)}";
    private readonly bool _bothFamilies;
    private ProgramRun? _run;

    private TwoNetworks(bool bothFamilies)
    {
        _bothFamilies = bothFamilies;
        Api = new($"https://{(bothFamilies ? ServiceName : Service)}:1206");
    }

    public Uri Api { get; }

    public string Pin { get; private set; } = "";

    public string RegistrationId { get; private set; } = "";

    public string Email => "alice@example.com";

    public string Domain => "alice.dns4me.test";

    public int ProcessId => _run!.Id;

    public string OnlineAddress => Machine;

    public string OfflineAddress => Redirector;

    /// <summary>What a program runs under to be on the machine's side.</summary>
    public IReadOnlyList<string> OnMachine => Enter(MachineSide);

    /// <summary>What a program runs under to be on the service's side, where the world's other servers are too.</summary>
    public IReadOnlyList<string> OnService => Enter(ServiceSide);

    private string MachineSide => _name + "-m";

    private string ServiceSide => _name + "-s";

    /// <param name="bothFamilies">Whether there is IPv6 beside IPv4.</param>
    public static async Task<TwoNetworks> StartAsync(bool bothFamilies = false)
    {
        Rights.RequireRoot("make a network namespace");
        var networks = new TwoNetworks(bothFamilies);
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
    public Task LoseToServiceAsync(bool ipv6 = false)
        => IpAsync(MachineSide, "neighbour", "replace", ipv6 ? ServiceIPv6 : Service, "lladdr", NobodysHardware, "nud", "permanent", "dev", "wire");

    /// <summary>What the service sends is lost from now on.</summary>
    public Task LoseToMachineAsync() => IpAsync(ServiceSide, "neighbour", "replace", Machine, "lladdr", NobodysHardware, "nud", "permanent", "dev", "wire");

    public Task FindServiceAsync(bool ipv6 = false) => IpAsync(MachineSide, "neighbour", "delete", ipv6 ? ServiceIPv6 : Service, "dev", "wire");

    public Task FindMachineAsync() => IpAsync(ServiceSide, "neighbour", "delete", Machine, "dev", "wire");

    /// <summary>The machine's cable is out.</summary>
    public Task UnplugAsync() => IpAsync(MachineSide, "link", "set", "wire", "down");

    public async Task PlugInAsync()
    {
        await IpAsync(MachineSide, "link", "set", "wire", "up");
        await IpAsync(MachineSide, "route", "add", "default", "via", Service, "dev", "wire", "onlink");
    }

    public Task<string> AnswerAsync() => AnswerAsync("A");

    public async Task<string> AnswerAsync(string type)
    {
        string[] dig = [.. Enter(ServiceSide), "dig", "+short", "+time=5", $"@{Service}", Domain, type];
        return string.Join(' ', (await ProgramRun.ToEndAsync(dig[0], dig[1..])).MustSucceed().Lines);
    }

    /// <summary>An address of the world's, where a server can listen.</summary>
    public Task AddToWorldAsync(string address) => IpAsync(ServiceSide, "address", "add", $"{address}/32", "dev", "lo");

    /// <summary>The machine has another IPv6 address in place of the one it had, as when a provider gives it another prefix.</summary>
    public async Task RenumberAsync(string from, string to)
    {
        await IpAsync(ServiceSide, "route", "add", $"{to}/128", "dev", "wire");
        await IpAsync(MachineSide, "address", "add", $"{to}/128", "dev", "wire", "nodad");
        await IpAsync(MachineSide, "address", "delete", $"{from}/128", "dev", "wire");
    }

    public Task KillAsync() => _run!.KillAsync();

    public async Task StartAgainAsync()
    {
        string[] command = [.. Enter(ServiceSide), Repository.Server, "run", "--config", Configuration];
        _run = ProgramRun.Start(command[0], command[1..]);
        await Eventually.IsAsync(
            0,
            async () =>
            {
                string[] curl = [.. Enter(ServiceSide), "curl", "-s", "-k", "-f", "-o", "/dev/null", $"https://{Service}:1206/healthz"];
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

        if (Directory.Exists(MachineFiles))
        {
            Directory.Delete(MachineFiles, recursive: true);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Configuration => Path.Combine(_folder, "server.json");

    /// <summary>The files here stand in /etc for the programs on the machine's side (ip-netns(8)).</summary>
    private string MachineFiles => Path.Combine("/etc/netns", MachineSide);

    private static IReadOnlyList<string> Enter(string side) => ["ip", "netns", "exec", side];

    private static async Task IpAsync(string side, params string[] arguments)
        => (await ProgramRun.ToEndAsync("ip", ["-n", side, .. arguments])).MustSucceed();

    private async Task BuildAsync()
    {
        Directory.CreateDirectory(MachineFiles);
        await File.WriteAllTextAsync(Path.Combine(MachineFiles, "resolv.conf"), $"nameserver {Resolver}\n");
        await File.WriteAllTextAsync(Path.Combine(MachineFiles, "hosts"), $"127.0.0.1 localhost\n{Service} {ServiceName}\n{ServiceIPv6} {ServiceName}\n");
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
        await IpAsync(ServiceSide, "address", "add", $"{Resolver}/32", "dev", "lo");
        await PlugInAsync();
        if (_bothFamilies)
        {
            await IpAsync(MachineSide, "address", "add", $"{MachineIPv6}/128", "dev", "wire", "nodad");
            await IpAsync(ServiceSide, "address", "add", $"{ServiceIPv6}/128", "dev", "wire", "nodad");
            await IpAsync(ServiceSide, "address", "add", $"{RedirectorIPv6}/128", "dev", "lo", "nodad");
            await IpAsync(ServiceSide, "route", "add", $"{MachineIPv6}/128", "dev", "wire");
            await IpAsync(MachineSide, "route", "add", $"{ServiceIPv6}/128", "dev", "wire");
            await IpAsync(MachineSide, "-6", "route", "add", "default", "via", ServiceIPv6, "dev", "wire");
        }
    }

    private async Task AddAccountAsync()
    {
        await File.WriteAllTextAsync(Configuration, JsonSerializer.Serialize(new
        {
            dataFolder = "data",
            api = Both($"{Service}:1206", $"[{ServiceIPv6}]:1206"),
            dns = new[] { $"{Service}:53" },
            redirector = Both($"{Redirector}:80", $"[{RedirectorIPv6}]:80"),
            redirectorAddresses = Both(Redirector, RedirectorIPv6),
            serviceZones = new[] { "dns4me.test" },
            nameServers = new[] { new { name = "ns1.dns4me.test", addresses = new[] { Service } } },
            hostmaster = "hostmaster@dns4me.test",
        }));
        var account = await ProgramRun.ToEndAsync(
            Repository.Server, ["account", "add", "--email", Email, "--kind", "Registered", "--domain", Domain, "--config", Configuration, "--json"]);
        RegistrationId = JsonDocument.Parse(account.MustSucceed().Output).RootElement.GetProperty("registrationId").GetString()!;

        string[] Both(string ipv4, string ipv6) => _bothFamilies ? [ipv4, ipv6] : [ipv4];
    }
}
