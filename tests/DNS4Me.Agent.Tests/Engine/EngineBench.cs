using System.Net;
using System.Text.Json;
using DNS4Me.Agent.Engine;
using DNS4Me.Agent.Network;
using DNS4Me.Agent.Settings;
using DNS4Me.Agent.Tests.Policies;
using DNS4Me.Local;
using Microsoft.Extensions.Time.Testing;

namespace DNS4Me.Agent.Tests.Engine;

/// <summary>An engine with a home of its own, a service in memory, and a clock that moves when told to.</summary>
internal sealed class EngineBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-test-").FullName;
    private AgentEngine? _engine;

    public FakeService Service { get; } = new();

    public FakeWebServer Web { get; } = new();

    public FakeTimeProvider Time { get; } = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public FakePolicies Policies { get; } = new();

    public FakeNetwork Network { get; private set; } = new();

    public AgentHome Home => AgentHome.OfUser(_folder, "", "0", windows: false);

    public AgentEngine Engine => _engine ?? throw new InvalidOperationException("No engine is started.");

    public AgentState State => Engine.GetStatus().State;

    /// <summary>The state that was stored last, which is the last thing that a step does: what it tells is told by then.</summary>
    public AgentState? StoredState => Left?.Status.State;

    /// <summary>What the file says that the next agent, or a command without one, reads.</summary>
    public AgentStateFile Left => new StateStore(Home.StateFile).Read(out _)!;

    public AgentEngine Start(AgentStartReason reason = AgentStartReason.Command)
    {
        Network = new();
        _engine = AgentEngine.Start(Home, reason, new()
        {
            Time = Time,
            CreateClient = Service.Connect,
            CreateWebServer = Web.For,
            Network = Network,
            Policies = Policies,
            Protector = new SecretProtector(Home.KeyFolder),
            Random = () => 0,
            Machine = "bench",
        });
        return _engine;
    }

    public Task<RegistrationInfo> RegisterAsync(string? id = null)
        => Engine.RegisterAsync(new() { Name = "Alice", Email = "alice@example.com", RegistrationId = id ?? Service.RegistrationId }, default);

    public Task<AgentStatus> ConnectAsync(CancellationToken cancellation = default)
        => Engine.ConnectAsync(new() { Timeout = TimeSpan.FromSeconds(30) }, new NoProgress(), cancellation);

    public Task<SettingResult> ChangeAsync(SettingSection section, string patch, string? password = null)
        => Engine.ChangeSettingsAsync(new() { Section = section, Patch = JsonDocument.Parse(patch).RootElement, Password = password }, default);

    public async Task GoOnlineAsync()
    {
        Start();
        await RegisterAsync();
        await ConnectAsync();
    }

    /// <summary>Waits for what another thread is about to do.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, "What was waited for did not come.");
            await Task.Delay(1, CancellationToken.None);
        }
    }

    /// <summary>Lets time pass until something is so.</summary>
    public async Task PassUntilAsync(TimeSpan step, Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, "What was waited for did not come.");
            Time.Advance(step);
            await Task.Delay(1, CancellationToken.None);
        }
    }

    /// <summary>Ends the engine as <c>kill -9</c> would: nobody is told.</summary>
    public async Task CrashAsync()
    {
        await Engine.DisposeAsync();
        _engine = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    internal sealed class FakeNetwork : INetworkWatch
    {
        public event Action? Changed;

        private volatile NetworkPicture _picture = new(true, [IPAddress.Parse("192.0.2.7")], [IPAddress.Parse("192.0.2.1")]);

        public NetworkPicture Look() => _picture;

        public void Become(bool available, params string[] addresses)
        {
            _picture = new(available, [.. addresses.Select(IPAddress.Parse)], available ? [IPAddress.Parse("192.0.2.1")] : []);
            Changed?.Invoke();
        }

        public void Dispose()
        {
        }
    }

    private sealed class NoProgress : IProgress<ProgressNote>
    {
        public void Report(ProgressNote value)
        {
        }
    }
}
