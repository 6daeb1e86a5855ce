using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using DNS4Me.Server.Store;

namespace DNS4Me.Agent.Tests.Outage;

/// <summary>A real server in a process of its own, with as many accounts as are wanted, that can be killed and started again where it was.</summary>
internal sealed class OutageServer : IAsyncDisposable
{
    private const string Zone = "dns4me.test";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-outage-server-").FullName;
    private Process? _process;

    public IPEndPoint Api { get; private set; } = new(IPAddress.Loopback, 0);

    public IPEndPoint Dns { get; private set; } = new(IPAddress.Loopback, 0);

    public string Pin { get; private set; } = "";

    public static string DomainOf(int account) => $"agent{account}.{Zone}";

    public static string EmailOf(int account) => $"agent{account}@example.com";

    /// <summary>Opens accounts in the store, before the server starts.</summary>
    /// <returns>Their registration IDs.</returns>
    public IReadOnlyList<string> AddAccounts(int count)
    {
        using var store = StoreAdministration.Open(_folder, TimeProvider.System);
        return [.. Enumerable.Range(0, count).Select(account => store.AddAccount(EmailOf(account), "", AccountKind.Registered, [DomainOf(account)], new([Zone], [])))];
    }

    public async Task StartAsync()
    {
        var program = Path.Combine(FindRoot(), "out", "server", OperatingSystem.IsWindows() ? "dns4me-server.exe" : "dns4me-server");
        string[] arguments = ["dev", "--data", _folder, "--api-port", Text(Api.Port), "--dns-port", Text(Dns.Port)];
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Deadline);
        var facts = JsonElement.Parse(line!);
        Api = IPEndPoint.Parse(new Uri(facts.GetProperty("api").GetString()!).Authority);
        Dns = IPEndPoint.Parse(facts.GetProperty("dns").GetString()!);
        Pin = facts.GetProperty("pin").GetString()!;
    }

    public async Task KillAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(Deadline);
            _process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "DNS4Me.PowerShell.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run from within the repository.");
        }

        return folder;
    }
}
