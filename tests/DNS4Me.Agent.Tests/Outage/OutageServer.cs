using System.Globalization;
using System.Net;
using DNS4Me.Server.Store;

namespace DNS4Me.Agent.Tests.Outage;

/// <summary>A real server in a process of its own, with as many accounts as are wanted, that can be killed and started again where it was.</summary>
internal sealed class OutageServer : IAsyncDisposable
{
    private const string Zone = "dns4me.test";
    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-outage-server-").FullName;
    private DevServer? _server;

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
        _server = await DevServer.StartAsync(folder: _folder, options: ["--api-port", Text(Api.Port), "--dns-port", Text(Dns.Port)]);
        (Api, Dns, Pin) = (IPEndPoint.Parse(_server.Facts.Api.Authority), _server.Facts.Dns, _server.Facts.Pin);
    }

    public async Task KillAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
