using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using DNS4Me.Agent.Dns;
using DNS4Me.Agent.Engine;
using DNS4Me.Agent.Network;
using DNS4Me.Agent.Service;
using DNS4Me.Agent.Settings;
using DNS4Me.Agent.Tests.Engine;
using DNS4Me.Agent.Tests.Policies;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Outage;

/// <summary>Hundreds of engines, in one process but each with its home and its connections, and a real server that goes and comes back.</summary>
public sealed class ManyAgentsTests : IAsyncDisposable
{
    private const int Agents = 500;

    /// <summary>
    /// The largest part of the agents that may be about to try in one tenth of the reconnect interval: a ninth, by the spread of the first tries. Chance adds
    /// to it, and so does a busy machine, on which some have their second try planned when the last one notices.
    /// </summary>
    private const double LargestShare = 0.25;

    /// <summary>How long a resolver waits for an answer before it asks again.</summary>
    private static readonly TimeSpan Resolver = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may take with the timeout below, and how late a machine may be that is busy with other tests.</summary>
    private static readonly TimeSpan RequestAndBusy = TimeSpan.FromSeconds(10 + 15);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo _homes = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"dns4me-agents-{Guid.NewGuid():N}"));
    private readonly ConcurrentDictionary<int, int> _tries = new();
    private readonly OutageServer _server = new();
    private readonly List<AgentEngine> _engines = [];

    [Fact]
    public async Task After_an_outage_the_agents_come_back_spread_out_within_the_reconnect_time()
    {
        var ids = _server.AddAccounts(Agents);
        await _server.StartAsync();
        _engines.AddRange(Enumerable.Range(0, Agents).Select(Start));
        await Parallel.ForAsync(0, Agents, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (account, cancellation) => await GoOnlineAsync(account, ids[account], cancellation));
        Assert.Equal(Agents, Count(AgentState.Online));

        await _server.KillAsync();

        // The worst case: all of them notice at the same moment.
        await Task.WhenAll(_engines.Select(async engine => await Assert.ThrowsAsync<DNS4MeException>(() => engine.UpdateAddressAsync(TestContext.Current.CancellationToken))));
        await UntilAsync(() => Count(AgentState.Reconnecting) == Agents, Deadline);
        ArePlannedApart();
        await AllTryAsync();

        using var asking = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        await _server.StartAsync();
        var slowest = AskAsync(asking.Token);
        await UntilAsync(() => Count(AgentState.Online) == Agents, Reconnect + RequestAndBusy);
        await asking.CancelAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"All online again after {watch.Elapsed.TotalSeconds:0.0} s; the slowest DNS answer meanwhile took {(await slowest).TotalMilliseconds:0} ms.");
        Assert.All(_engines, engine => Assert.Equal(1, engine.GetStatus().Epoch));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_engines.Select(engine => engine.DisposeAsync().AsTask()));
        await _server.DisposeAsync();
        _homes.Delete(recursive: true);
    }

    private AgentEngine Start(int account)
    {
        var home = AgentHome.OfUser(_homes.CreateSubdirectory($"{account}").FullName, "", "0", windows: false);
        return AgentEngine.Start(home, AgentStartReason.Command, new()
        {
            Time = TimeProvider.System,
            CreateClient = (server, proxy) => new CountedClient(new ServiceClient(server, proxy, TimeProvider.System), () => _tries.AddOrUpdate(account, 1, (_, count) => count + 1)),
            Network = new QuietNetwork(),
            Policies = new FakePolicies(),
            Protector = new NoProtector(),
            CreateWebServer = new FakeWebServer().For,
            Random = Random.Shared.NextDouble,
            Machine = $"agent{account}",
        });
    }

    private async Task GoOnlineAsync(int account, string id, CancellationToken cancellation)
    {
        var engine = _engines[account];
        await ChangeAsync(SettingSection.Server, $$"""{"hostName":"{{_server.Api.Address}}","port":{{_server.Api.Port}},"pins":["{{_server.Pin}}"]}""");
        await ChangeAsync(SettingSection.Option, $$"""{"reconnectSeconds":{{Reconnect.TotalSeconds}}}""");
        await ChangeAsync(SettingSection.Online, """{"timeoutSeconds":30}""");
        await engine.RegisterAsync(new() { Name = "Alice", Email = OutageServer.EmailOf(account), RegistrationId = id }, cancellation);
        await engine.ConnectAsync(new() { Timeout = Deadline }, new Progress<ProgressNote>(), cancellation);

        Task ChangeAsync(SettingSection section, string patch)
            => engine.ChangeSettingsAsync(new() { Section = section, Patch = JsonDocument.Parse(patch).RootElement }, cancellation);
    }

    /// <summary>Looks at when the agents mean to try, which a busy machine does not change.</summary>
    private void ArePlannedApart()
    {
        var now = DateTimeOffset.UtcNow;
        var tenths = _engines.Select(engine => (int)(((engine.GetStatus().NextContact ?? now) - now) / (Reconnect / 10)))
            .GroupBy(tenth => Math.Clamp(tenth, 0, 9))
            .ToDictionary(tenth => tenth.Key, tenth => tenth.Count());
        TestContext.Current.TestOutputHelper?.WriteLine($"Planned in each tenth: {string.Join(' ', Enumerable.Range(0, 10).Select(tenth => tenths.GetValueOrDefault(tenth)))}");
        Assert.All(tenths.Values, count => Assert.InRange(count, 0, (int)(Agents * LargestShare)));
    }

    /// <summary>Every agent tries within the interval while the service is away.</summary>
    private async Task AllTryAsync()
    {
        _tries.Clear();
        await UntilAsync(() => _tries.Count == Agents, Reconnect + RequestAndBusy);
    }

    /// <summary>Asks DNS over and over, and gives how long the slowest answer took. One that a resolver would not wait for is a failure.</summary>
    private async Task<TimeSpan> AskAsync(CancellationToken cancellation)
    {
        var (resolver, slowest) = (new DnsResolver(TimeProvider.System), TimeSpan.Zero);
        for (var account = 0; !cancellation.IsCancellationRequested; account = (account + 1) % Agents)
        {
            var watch = Stopwatch.StartNew();
            var answer = await resolver.ResolveAsync(
                new() { Name = OutageServer.DomainOf(account), Type = "A", Server = _server.Dns.Address.ToString(), Port = _server.Dns.Port, Timeout = Resolver }, CancellationToken.None);
            Assert.Equal("127.0.0.1", Assert.Single(answer.Records).Data);
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
        }

        return slowest;
    }

    private int Count(AgentState state) => _engines.Count(engine => engine.GetStatus().State == state);

    private static async Task UntilAsync(Func<bool> condition, TimeSpan deadline)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < deadline, $"What was waited for did not come within {deadline.TotalSeconds:0} seconds.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private sealed class QuietNetwork : INetworkWatch
    {
        public event Action? Changed
        {
            add { }
            remove { }
        }

        public NetworkPicture Look() => new(true, [], []);

        public void Dispose()
        {
        }
    }

    private sealed class NoProtector : ISecretProtector
    {
        public string Protect(string secret) => secret;

        public string Unprotect(string text) => text;
    }
}
