using DNS4Me.Agent.Engine;
using DNS4Me.Agent.Tests.Engine;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Policies;

/// <summary>What an agent does as policies come, change and go.</summary>
public sealed class PolicyInForceTests : IAsyncDisposable
{
    private const string Broken = """{"OnlineTimeoutSeconds":"soon"}""";

    private readonly EngineBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_policy_that_comes_while_the_domains_are_online_reaches_the_service()
    {
        await _bench.GoOnlineAsync();
        await _bench.ChangeAsync(SettingSection.Offline, """{"behavior":"KeepAddress"}""");

        await GiveAsync("""{"OfflineBehavior":"Url","OfflineUrl":"https://status.example/"}""", () => _bench.Service.Settings!.Offline.Behavior == OfflineBehavior.Url);
        Assert.Equal("https://status.example/", _bench.Service.Settings!.Offline.Url);
        Assert.Equal(SettingSource.MachinePolicy, _bench.Engine.GetGoverned()["OfflineBehavior"]);
        Assert.Contains(Told(), message => message.StartsWith("Policies are in force", StringComparison.Ordinal) && message.Contains("'What visitors meet while offline' (MachinePolicy) has Behavior be 'Url'", StringComparison.Ordinal));

        await GiveAsync("""{"OfflineBehavior":"Url"}""", () => _bench.Service.Settings!.Offline.Url == new OfflineSetting().Url);
        Assert.Contains("The policies have changed: 'Redirection URL while offline' no longer governs Url.", Told());

        // What the user had set is in force again.
        await GiveAsync("{}", () => _bench.Service.Settings!.Offline.Behavior == OfflineBehavior.KeepAddress);
        Assert.Empty(_bench.Engine.GetGoverned());
        Assert.Contains(Told(), message => message.StartsWith("No policy is in force any more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_for_another_service_takes_the_domains_there()
    {
        await _bench.GoOnlineAsync();
        await GiveAsync("""{"ServerHostName":"other.example","ServerPort":1207}""", () => _bench.Service.Count("online 1207") == 1);
        await EngineBench.UntilAsync(() => _bench.State == AgentState.Online);
        Assert.Equal("other.example:1207", _bench.Engine.GetStatus().Server);
    }

    [Fact]
    public async Task An_agent_starts_with_the_policies_that_are_there_and_tells_of_them()
    {
        _bench.Policies.Set("""{"OnlineTimeoutSeconds":120}""");
        await _bench.GoOnlineAsync();
        Assert.Equal(TimeSpan.FromMinutes(2), _bench.Service.Settings!.Online.Timeout);
        Assert.Contains("Policies are in force: 'Timeout' (MachinePolicy) has Timeout be '00:02:00'.", Told());
        Assert.Equal(new AgentSettings(), Stored());
    }

    [Fact]
    public async Task What_changed_while_no_agent_ran_is_given_to_the_service_by_the_next_one()
    {
        _bench.Start();
        await _bench.RegisterAsync();
        await _bench.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":60}""");
        await _bench.CrashAsync();
        _bench.Policies.Set("""{"OnlineTimeoutSeconds":120}""");
        _bench.Start();
        await EngineBench.UntilAsync(() => _bench.Service.Settings!.Online.Timeout == TimeSpan.FromMinutes(2) && !_bench.Left.OwesSettings);
        Assert.Equal(AgentState.Offline, _bench.State);

        await _bench.CrashAsync();
        var given = _bench.Service.Count("settings");
        _bench.Start();
        await _bench.Engine.GetDomainsAsync(default);
        Assert.Equal(given, _bench.Service.Count("settings"));
    }

    [Fact]
    public async Task A_running_web_server_stops_and_runs_again_when_the_policy_ends()
    {
        _bench.Start();
        await _bench.Engine.StartWebServerAsync(new() { Port = 8080 }, default);
        await GiveAsync("""{"DisableWebServer":true}""", () => _bench.Web.Served is null);
        Assert.Contains("The web server has stopped: the policy 'Turn off the web server' (MachinePolicy) is in force.", Told());
        var status = _bench.Engine.GetWebServer();
        Assert.Equal((false, FaultCode.GovernedByPolicy), (status.Running, status.Fault!.Code));

        var fault = (await Assert.ThrowsAsync<DNS4MeException>(() => _bench.Engine.StartWebServerAsync(new() { Port = 8081 }, default))).Fault;
        Assert.Equal(FaultCode.GovernedByPolicy, fault.Code);
        Assert.Contains("'Turn off the web server'", fault.Message, StringComparison.Ordinal);
        Assert.Equal((true, 8080), (Stored().Web.Running, Stored().Web.Port));

        await GiveAsync("""{"DisableWebServer":false}""", () => _bench.Web.Served is { Port: 8080 });
    }

    [Fact]
    public async Task A_policy_that_cannot_be_obeyed_leaves_what_is_in_force_and_lets_nothing_be_changed()
    {
        _bench.Policies.Set("""{"OnlineTimeoutSeconds":120}""");
        await _bench.GoOnlineAsync();
        await GiveAsync(Broken, () => _bench.Engine.GetStatus().Fault?.Code == FaultCode.PolicyUnreadable);
        Assert.Equal(TimeSpan.FromMinutes(2), _bench.Engine.GetSettings().Online.Timeout);
        Assert.Equal(AgentState.Online, _bench.State);
        Assert.Equal(FaultCode.PolicyUnreadable, await RefusalAsync(SettingSection.Option, """{"reconnect":false}"""));
        Assert.True(Stored().Option.Reconnect);
        Assert.Single(_bench.Engine.GetStatus().RecentStatus, item => item.Fault == FaultCode.PolicyUnreadable);

        await GiveAsync("""{"OnlineTimeoutSeconds":180}""", () => _bench.Service.Settings!.Online.Timeout == TimeSpan.FromMinutes(3));
        Assert.Null(_bench.Engine.GetStatus().Fault);
        Assert.Contains("The policy can be obeyed again.", Told());
    }

    [Fact]
    public async Task An_agent_that_starts_under_a_policy_that_cannot_be_obeyed_speaks_to_no_service_until_it_can_be()
    {
        await _bench.GoOnlineAsync();
        await _bench.CrashAsync();
        _bench.Policies.Set(Broken);
        var calls = _bench.Service.Count("online 1206");
        _bench.Start(AgentStartReason.Service);
        await EngineBench.UntilAsync(() => _bench.State == AgentState.Connecting && _bench.Engine.GetStatus().Fault?.Code == FaultCode.PolicyUnreadable);
        Assert.Single(_bench.Engine.GetStatus().RecentStatus, item => item.Message.Contains("obeyed whole or not at all", StringComparison.Ordinal));
        Assert.Equal(FaultCode.PolicyUnreadable, Assert.Throws<DNS4MeException>(() => _bench.Engine.GetSettings()).Fault.Code);
        Assert.Equal(calls, _bench.Service.Count("online 1206"));

        await GiveAsync("""{"OnlineTimeoutSeconds":180}""", () => _bench.State == AgentState.Online);
        Assert.Equal(TimeSpan.FromMinutes(3), _bench.Service.Settings!.Online.Timeout);
    }

    [Fact]
    public async Task A_machine_that_another_one_took_over_from_tells_the_service_nothing_of_a_policy()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Epoch++;
        await _bench.PassUntilAsync(TimeSpan.FromMinutes(1), () => _bench.State == AgentState.Superseded);
        var given = _bench.Service.Count("settings");
        await GiveAsync("""{"OfflineBehavior":"KeepAddress"}""", () => _bench.Left.OwesSettings);
        Assert.Equal((given, AgentState.Superseded), (_bench.Service.Count("settings"), _bench.State));

        await _bench.ConnectAsync();
        Assert.Equal(OfflineBehavior.KeepAddress, _bench.Service.Settings!.Offline.Behavior);
        await EngineBench.UntilAsync(() => !_bench.Left.OwesSettings);
    }

    [Fact]
    public async Task A_policy_that_lacks_something_beside_it_is_not_obeyed_by_half()
    {
        _bench.Start();
        await GiveAsync("""{"OnlineWebRedirect":"Url","OnlineTimeoutSeconds":120}""", () => _bench.Engine.GetStatus().Fault?.Code == FaultCode.PolicyUnreadable);
        Assert.Equal(new OnlineSetting(), _bench.Engine.GetSettings().Online);
        await GiveAsync("""{"OnlineWebRedirect":"Url","OnlineTimeoutSeconds":120,"OnlineWebRedirectUrl":"http://a.example/"}""", () => _bench.Engine.GetSettings().Online.WebRedirect == WebRedirect.Url);
    }

    private AgentSettings Stored() => new DNS4Me.Agent.Settings.SettingsStore(_bench.Home.SettingsFile).Current;

    private IEnumerable<string> Told() => _bench.Engine.GetEventsAsync(new() { Max = 100 }, default).Result.Select(item => item.Message);

    private async Task<FaultCode> RefusalAsync(SettingSection section, string patch)
        => (await Assert.ThrowsAsync<DNS4MeException>(() => _bench.ChangeAsync(section, patch))).Fault.Code;

    private Task GiveAsync(string policies, Func<bool> seen)
    {
        _bench.Policies.Set(policies);
        return _bench.PassUntilAsync(PolicyDesk.Interval, seen);
    }
}
