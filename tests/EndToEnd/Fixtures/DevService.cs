using System.Globalization;
using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>A service of the test's own, as <c>dns4me-server dev</c> runs it.</summary>
internal sealed class DevService : IService
{
    /// <summary>What the service answers for a domain that is online: it sees the agent on the loopback address.</summary>
    public const string OnlineAnswer = "127.0.0.1";

    /// <summary>What it answers for one that is offline: its redirector, which shows the offline page.</summary>
    public const string OfflineAnswer = "192.0.2.80";

    private readonly string _parent = Directory.CreateTempSubdirectory("dns4me-e2e-service-").FullName;
    private ProgramRun _run;
    private DevFacts _facts = null!;

    private DevService() => _run = null!;

    /// <summary>Where it keeps everything.</summary>
    public string Folder => Path.Combine(_parent, "data");

    /// <summary>The disk that the folder is on when it is one of its own.</summary>
    public SmallDisk? Disk { get; private set; }

    public int ProcessId => _run.Id;

    public string OnlineAddress => OnlineAnswer;

    public string OfflineAddress => OfflineAnswer;

    public Uri Api => _facts.Api;

    public IPEndPoint Dns => _facts.Dns;

    public IPEndPoint Http => _facts.Http;

    public string Pin => _facts.Pin;

    public string RegistrationId => _facts.RegistrationId;

    public string Email => _facts.Email;

    public string Domain => _facts.Domain;

    /// <summary>The database, for a test that makes time pass in it while the service is down.</summary>
    public string Store => Path.Combine(Folder, "dns4me.db");

    /// <summary>The self-signed certificate, which names localhost and 127.0.0.1.</summary>
    public string Certificate => Path.Combine(Folder, "server.pem");

    /// <param name="onSmallDisk">Whether its folder is a disk of its own.</param>
    public static async Task<DevService> StartAsync(bool onSmallDisk = false)
    {
        var service = new DevService();
        service.Disk = onSmallDisk ? await SmallDisk.MountAsync(service.Folder) : null;
        await service.RunAsync([], "0", "0", "0");
        return service;
    }

    /// <summary>Ends the service as a power cut would.</summary>
    public Task KillAsync() => _run.KillAsync();

    /// <summary>Ends it, and gives what it logged.</summary>
    public async Task<string> KillForLogAsync()
    {
        await KillAsync();
        return (await _run.EndAsync()).Error;
    }

    /// <summary>Starts it again where it was.</summary>
    public Task StartAgainAsync() => StartAgainAsync([]);

    /// <summary>Starts it again where it was, under another program.</summary>
    public Task StartAgainAsync(IReadOnlyList<string> under) => RunAsync(under, Port(Api.Port), Port(Dns.Port), Port(Http.Port));

    /// <summary>The domain's A record as an independent resolver reads it.</summary>
    public async Task<string> AnswerAsync()
    {
        var client = new LookupClient(new LookupClientOptions(Dns) { UseCache = false, Retries = 2, Timeout = TimeSpan.FromSeconds(5) });
        var response = await client.QueryAsync(Domain, QueryType.A, cancellationToken: TestContext.Current.CancellationToken);
        return string.Join(' ', response.Answers.OfType<ARecord>().Select(record => record.Address));
    }

    public async Task IsOnlineAsync() => Assert.Equal(OnlineAnswer, await AnswerAsync());

    public async Task IsOfflineAsync() => Assert.Equal(OfflineAnswer, await AnswerAsync());

    public Task ComesOnlineAsync() => Eventually.IsAsync(OnlineAnswer, AnswerAsync, $"The address of {Domain}");

    public Task GoesOfflineAsync() => Eventually.IsAsync(OfflineAnswer, AnswerAsync, $"The address of {Domain}");

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        if (Disk is not null)
        {
            await Disk.DisposeAsync();
        }

        Directory.Delete(_parent, recursive: true);
    }

    private async Task RunAsync(IReadOnlyList<string> under, string api, string dns, string http)
    {
        string[] command = [.. under, Repository.Server, "dev", "--data", Folder, "--api-port", api, "--dns-port", dns, "--http-port", http];
        _run = ProgramRun.Start(command[0], command[1..]);
        _facts = DevFacts.Parse("{" + await _run.LineAsync("{"));
    }

    private static string Port(int port) => port.ToString(CultureInfo.InvariantCulture);
}
