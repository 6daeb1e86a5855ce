using System.Diagnostics;
using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>A service, a machine's home and a console that watches its status; what a row is played in.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string MachineAnswer = "the machine";
    public const string OfflinePage = "the offline page";
    public const string NoAnswer = "no answer";

    /// <summary>All that must be there after a fault as it was before.</summary>
    private const string KeptThings =
        "Get-DNS4MeServer; Get-DNS4MeOnlineSetting; Get-DNS4MeOfflineSetting; Get-DNS4MeOption; Get-DNS4MeRegistration | ForEach-Object { \"$($_.Name) $($_.Email) $($_.Domains)\" }; Get-DNS4MeRecord -At Online";

    private ProgramRun? _watch;
    private string _kept = "";

    private Scene(IService service, ClientHome home, string? address) => (Service, Home, Address) = (service, home, address ?? service.OnlineAddress);

    public IService Service { get; }

    /// <summary>The address that the service sees the machine at.</summary>
    public string Address { get; }

    public ClientHome Home { get; }

    /// <summary>A scene with a registered machine that is offline.</summary>
    public static async Task<Scene> RegisteredAsync(IService service, ClientHome? home = null, TimeSpan? timeout = null, string more = "", string? address = null)
    {
        var scene = new Scene(service, home ?? new ClientHome(), address);
        try
        {
            await scene.Home.RegisterAsync(service, $$"""
                Set-DNS4MeOnlineSetting -Timeout '{{timeout ?? Bounds.LongTimeout}}'
                Set-DNS4MeOption -ReconnectInterval '{{Bounds.Interval}}' -KeepAliveInterval '{{Bounds.Interval}}'
                Add-DNS4MeRecord {{service.Domain}} -Type A -Name ftp -Address 192.0.2.7
                {{more}}
                """);
            scene._kept = await scene.Home.GetAsync(KeptThings);
            scene._watch = scene.Home.Start(SeenStatus.Script);
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>A scene whose domain is online.</summary>
    public static async Task<Scene> OnlineAsync(IService service, ClientHome? home = null, TimeSpan? timeout = null, string more = "", string? address = null)
    {
        var scene = await RegisteredAsync(service, home, timeout, $"{more}\nConnect-DNS4Me -TimeoutSec 30", address);
        try
        {
            await scene.StatusAsync(status => status.State == AgentState.Online && status.Epoch == 1);
            Assert.Equal(MachineAnswer, await scene.VisitorsAsync());
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a status that is given after this moment.</summary>
    public async Task<SeenStatus> StatusAsync(Func<SeenStatus, bool> expected, TimeSpan? bound = null)
    {
        var (asked, watch, last) = (DateTimeOffset.UtcNow, Stopwatch.StartNew(), "");
        while (true)
        {
            last = _watch!.Lines.LastOrDefault(line => line.Length > 0) ?? "";
            if (last.StartsWith(SeenStatus.LineBeginning, StringComparison.Ordinal) && SeenStatus.Read(last) is var seen && seen.At > asked && expected(seen))
            {
                return seen;
            }

            Assert.True(watch.Elapsed < (bound ?? Eventually.Deadline - Bounds.Busy) + Bounds.Busy, $"After {watch.Elapsed.TotalSeconds:0} seconds the status was still: {last}");
            await Task.Delay(20);
        }
    }

    public Task<SeenStatus> StatusAsync(AgentState state, FaultCode? fault) => StatusAsync(status => status.State == state && status.Fault == fault);

    /// <summary>Waits until the command fails in place of a status.</summary>
    public Task FailedStatusAsync(FaultCode fault) => Eventually.IsTrueAsync(
        () => _watch!.Lines is [.., var last] && last.StartsWith($"{SeenStatus.FailureBeginning}{fault},", StringComparison.Ordinal), $"The status being refused with {fault}");

    /// <summary>What visitors get just now, in a row's words.</summary>
    public async Task<string> VisitorsAsync() => await Service.AnswerAsync() is var answer && answer == Address ? MachineAnswer
        : answer == Service.OfflineAddress ? OfflinePage
        : answer;

    public Task VisitorsGetAsync(string expected) => Eventually.IsAsync(expected, VisitorsAsync, $"What visitors of {Service.Domain} get");

    /// <summary>The domain is online by itself within a bound, the status says so, and nothing was lost.</summary>
    public async Task IsBackAsync(string bound, long? epoch = 1)
    {
        var status = await StatusAsync(status => status is { State: AgentState.Online, Fault: null, AgentRunning: true }, Bounds.Of(bound));
        Assert.Equal(epoch ?? status.Epoch, status.Epoch);
        Assert.Equal(Address, status.Address);
        Assert.Equal(MachineAnswer, await VisitorsAsync());
        await NothingIsLostAsync();
    }

    public async Task NothingIsLostAsync() => Assert.Equal(_kept, await Home.GetAsync(KeptThings));

    /// <summary>Settings were changed on purpose: what is to be kept is what they are now.</summary>
    public async Task KeepAsync() => _kept = await Home.GetAsync(KeptThings);

    public Task<int> AgentAsync() => AgentOfAsync(Home);

    /// <summary>Ends the agent as a power cut would.</summary>
    public async Task<DateTimeOffset> KillAgentAsync()
    {
        var agent = await AgentAsync();
        var at = DateTimeOffset.UtcNow;
        Signals.Send(agent, Signals.Kill);
        await Eventually.IsTrueAsync(() => !Signals.IsAlive(agent), "The agent's end");
        return at;
    }

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        await Home.DisposeAsync();
        await Service.DisposeAsync();
    }

    private static async Task<int> AgentOfAsync(ClientHome home) => (await home.AgentAsync())!.Value;
}
