using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Engine;

/// <summary>When the service is given the settings, and what a command is told of it.</summary>
public sealed class SettingsAtTheServiceTests : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly EngineBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_service_that_takes_them_is_nothing_to_tell_of()
    {
        await _bench.GoOnlineAsync();
        Assert.Null((await _bench.ChangeAsync(SettingSection.Offline, """{"behavior":"Url"}""")).Unpublished);
        Assert.Equal(OfflineBehavior.Url, _bench.Service.Settings!.Offline.Behavior);
        Assert.False(_bench.Left.OwesSettings);
    }

    [Fact]
    public async Task A_silent_service_is_waited_for_a_few_seconds_and_given_the_settings_when_it_speaks()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Hold = new();
        var changing = _bench.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":60}""");
        await EngineBench.UntilAsync(() => _bench.Service.Count("settings") == 1);
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(1), () => changing.IsCompleted);
        var result = await changing;
        Assert.Equal((FaultCode.ServiceTimedOut, Minute), (result.Unpublished!.Code, result.Settings.Online.Timeout));
        Assert.True(_bench.Left.OwesSettings);
        Assert.Equal(Minute, _bench.Engine.GetSettings().Online.Timeout);

        _bench.Service.Hold.SetResult();
        await EngineBench.UntilAsync(() => _bench.Service.Settings!.Online.Timeout == Minute && !_bench.Left.OwesSettings);
        await EngineBench.UntilAsync(() => _bench.Engine.GetStatus().RecentStatus.Any(e => e.Message == "The service has been given the changed settings."));
    }

    [Fact]
    public async Task A_console_that_leaves_does_not_take_the_change_along()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Hold = new();
        using var leaving = new CancellationTokenSource();
        var changing = _bench.Engine.ChangeSettingsAsync(
            new() { Section = SettingSection.Online, Patch = System.Text.Json.JsonDocument.Parse("""{"timeoutSeconds":60}""").RootElement }, leaving.Token);
        await EngineBench.UntilAsync(() => _bench.Service.Count("settings") == 1);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => changing);
        _bench.Service.Hold.SetResult();
        await EngineBench.UntilAsync(() => _bench.Service.Settings!.Online.Timeout == Minute);
    }

    [Fact]
    public async Task While_the_domains_are_offline_they_are_given_again_at_the_reconnect_interval()
    {
        _bench.Start();
        await _bench.RegisterAsync();
        _bench.Service.Fault = Faults.ServiceRefused("service:1206");
        var result = await _bench.ChangeAsync(SettingSection.Offline, """{"behavior":"KeepAddress"}""");
        Assert.Equal(FaultCode.ServiceRefused, result.Unpublished!.Code);
        _bench.Service.Fault = null;
        await _bench.PassUntilAsync(Minute, () => _bench.Service.Settings?.Offline.Behavior == OfflineBehavior.KeepAddress);
        await EngineBench.UntilAsync(() => _bench.Engine.GetStatus().RecentStatus.Any(e => e.Message == "The service has been given the changed settings."));
        Assert.Equal(AgentState.Offline, _bench.State);
    }

    [Fact]
    public async Task Without_the_reconnect_option_they_wait_until_the_service_is_heard_of()
    {
        _bench.Start();
        await _bench.RegisterAsync();
        await _bench.ChangeAsync(SettingSection.Option, """{"reconnect":false}""");
        _bench.Service.Fault = Faults.ServiceRefused("service:1206");
        await _bench.ChangeAsync(SettingSection.Offline, """{"behavior":"KeepAddress"}""");
        _bench.Service.Fault = null;
        _bench.Time.Advance(TimeSpan.FromHours(1));
        await _bench.Engine.GetDomainsAsync(default);
        Assert.Equal(1, _bench.Service.Count("settings"));
        await _bench.ConnectAsync();
        Assert.Equal(OfflineBehavior.KeepAddress, _bench.Service.Settings!.Offline.Behavior);
        Assert.False(_bench.Left.OwesSettings);
    }

    [Fact]
    public async Task The_next_agent_gives_what_this_one_could_not()
    {
        _bench.Start();
        await _bench.RegisterAsync();
        _bench.Service.Fault = Faults.ServiceRefused("service:1206");
        await _bench.ChangeAsync(SettingSection.Offline, """{"behavior":"KeepAddress"}""");
        await _bench.CrashAsync();
        _bench.Service.Fault = null;
        _bench.Start();
        await EngineBench.UntilAsync(() => _bench.Service.Settings?.Offline.Behavior == OfflineBehavior.KeepAddress && !_bench.Left.OwesSettings);
        Assert.Equal(AgentState.Offline, _bench.State);
    }

    [Fact]
    public async Task What_the_service_refuses_is_told_and_not_tried_again()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Fault = Faults.InvalidValue("address", "Not that one.");
        var result = await _bench.ChangeAsync(SettingSection.Online, """{"automatic":false,"address":"192.0.2.7"}""");
        Assert.Equal("Not that one.", result.Unpublished!.Message);
        _bench.Service.Fault = null;
        await _bench.PassUntilAsync(Minute, () => _bench.Service.Count("keep-alive") >= 2);
        Assert.Equal(1, _bench.Service.Count("settings"));
    }

    [Fact]
    public async Task Setting_again_what_is_set_gives_a_service_what_it_is_owed()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Fault = Faults.ServiceRefused("service:1206");
        await _bench.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":60}""");
        _bench.Service.Fault = null;
        Assert.Null((await _bench.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":60}""")).Unpublished);
        Assert.Equal(Minute, _bench.Service.Settings!.Online.Timeout);
    }

    [Fact]
    public async Task Settings_changed_while_a_go_online_carries_older_ones_arrive_last()
    {
        _bench.Start();
        await _bench.RegisterAsync();
        _bench.Service.Hold = new();
        var connecting = _bench.ConnectAsync();
        await EngineBench.UntilAsync(() => _bench.Service.Count("online 1206") == 1);
        var changing = _bench.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":60}""");
        await EngineBench.UntilAsync(() => _bench.Service.Count("settings") == 1);
        _bench.Service.Hold.SetResult();
        await connecting;
        await changing;
        await EngineBench.UntilAsync(() => _bench.Service.Settings!.Online.Timeout == Minute && _bench.Service.Count("settings") == 2);
    }

    [Fact]
    public async Task A_silent_service_that_is_left_for_another_is_not_waited_for()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Hold = new();
        var changing = _bench.ChangeAsync(SettingSection.Server, """{"port":1207}""");
        await EngineBench.UntilAsync(() => _bench.Service.Count("offline 1206") == 1);
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(1), () => changing.IsCompleted);
        Assert.Null((await changing).Unpublished);
    }

    [Fact]
    public async Task Update_sends_a_given_address_again()
    {
        await _bench.GoOnlineAsync();
        await _bench.ChangeAsync(SettingSection.Online, """{"automatic":false,"address":"192.0.2.7"}""");
        _bench.Service.LoseSettings();
        await _bench.Engine.UpdateAddressAsync(default);
        Assert.Equal("192.0.2.7", _bench.Service.Settings!.Online.Address.ToString());
        Assert.Equal(["settings", "keep-alive"], _bench.Service.Log.TakeLast(2));
        Assert.Equal("192.0.2.7", _bench.Engine.GetStatus().Address!.ToString());
    }

    [Fact]
    public async Task Update_of_an_address_that_the_service_sees_sends_no_settings()
    {
        await _bench.GoOnlineAsync();
        await _bench.Engine.UpdateAddressAsync(default);
        Assert.Equal(0, _bench.Service.Count("settings"));
    }

    [Fact]
    public async Task Update_of_a_given_address_tells_why_it_failed()
    {
        await _bench.GoOnlineAsync();
        await _bench.ChangeAsync(SettingSection.Online, """{"automatic":false,"address":"192.0.2.7"}""");
        _bench.Service.Fault = Faults.ServiceBusy();
        var updating = Assert.ThrowsAsync<DNS4MeException>(() => _bench.Engine.UpdateAddressAsync(default));
        Assert.Equal(FaultCode.ServiceBusy, (await updating).Fault.Code);
        _bench.Service.Fault = null;
        await _bench.Engine.DisconnectAsync(default);
        var offline = await Assert.ThrowsAsync<DNS4MeException>(() => _bench.Engine.UpdateAddressAsync(default));
        Assert.Equal(FaultCode.NotOnline, offline.Fault.Code);
    }

    [Fact]
    public async Task Without_the_reconnect_option_a_lost_connection_stays_lost()
    {
        await _bench.GoOnlineAsync();
        await _bench.ChangeAsync(SettingSection.Option, """{"reconnect":false}""");
        _bench.Service.Fault = Faults.ServiceRefused("service:1206");
        await _bench.PassUntilAsync(Minute, () => _bench.StoredState == AgentState.Offline);
        _bench.Service.Fault = null;
        var asked = _bench.Service.Log.Count;
        _bench.Time.Advance(TimeSpan.FromHours(3));
        _bench.Network.Become(true);
        _bench.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal((asked, AgentState.Offline), (_bench.Service.Log.Count, _bench.State));
    }
}
