using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Engine;

public sealed class AgentEngineTests : IAsyncDisposable
{
    private readonly EngineBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Connect_ends_online_and_the_wish_is_on_the_disk()
    {
        await _bench.GoOnlineAsync();
        var status = _bench.Engine.GetStatus();
        Assert.Equal((AgentState.Online, _bench.Service.Seen, 1L), (status.State, status.Address, status.Epoch));
        Assert.Equal(["alice.example", "bob.example"], status.Domains);
        Assert.Equal(_bench.Time.GetUtcNow() + TimeSpan.FromMinutes(10), status.LeaseEnds);
        Assert.True(status.InternetConnected);
        Assert.True(_bench.Left.WantsOnline);
        Assert.Equal(AgentState.Online, _bench.Left.Status.State);
    }

    [Fact]
    public async Task Signs_of_life_come_by_themselves()
    {
        await _bench.GoOnlineAsync();
        await _bench.PassUntilAsync(TimeSpan.FromMinutes(1), () => _bench.Service.Count("keep-alive") >= 5);
        Assert.Equal(AgentState.Online, _bench.State);
    }

    [Fact]
    public async Task Without_a_registration_connect_says_so()
    {
        _bench.Start();
        Assert.Equal(FaultCode.NotRegistered, (await FaultOf(_bench.ConnectAsync())).Code);
        Assert.Equal(AgentState.Offline, _bench.State);
    }

    [Fact]
    public async Task A_registration_that_the_service_refuses_is_not_stored()
    {
        _bench.Start();
        Assert.Equal(FaultCode.RegistrationUnknown, (await FaultOf(_bench.RegisterAsync("WRONG-ID"))).Code);
        Assert.Throws<DNS4MeException>(() => _bench.Engine.GetRegistration());
    }

    [Fact]
    public async Task A_bad_registration_tells_every_fault_and_asks_nobody()
    {
        _bench.Start();
        var exception = await Assert.ThrowsAsync<DNS4MeException>(
            () => _bench.Engine.RegisterAsync(new() { Name = "", Email = "x", RegistrationId = "" }, default));
        Assert.Equal(["name", "email", "registrationId"], exception.Faults.Select(fault => fault.Field));
        Assert.Empty(_bench.Service.Log);
    }

    [Fact]
    public async Task A_connect_that_runs_out_of_time_gives_the_real_reason_and_leaves_nothing_behind()
    {
        _bench.Start();
        await _bench.RegisterAsync();
        _bench.Service.Fault = Faults.ServiceRefused("service:1206");
        var connecting = _bench.ConnectAsync();
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(1), () => connecting.IsCompleted);
        Assert.Equal(FaultCode.ServiceRefused, (await FaultOf(connecting)).Code);
        await EngineBench.UntilAsync(() => _bench.State == AgentState.Offline);
        Assert.True(_bench.Service.Count("online 1206") > 2, "It was tried more than once.");
        Assert.False(_bench.Left.WantsOnline);
    }

    [Fact]
    public async Task A_connect_withdrawn_while_the_service_thinks_is_undone_when_it_has_thought()
    {
        _bench.Start();
        await _bench.RegisterAsync();
        _bench.Service.Hold = new();
        using var withdrawal = new CancellationTokenSource();
        var connecting = _bench.ConnectAsync(withdrawal.Token);
        await EngineBench.UntilAsync(() => _bench.Service.Count("online 1206") == 1);
        await withdrawal.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        _bench.Service.Hold.SetResult();
        await EngineBench.UntilAsync(() => _bench.Service.Count("offline 1206") == 1 && !_bench.Service.Online);
        Assert.Equal(AgentState.Offline, _bench.State);
    }

    [Fact]
    public async Task One_of_two_waiting_consoles_may_go()
    {
        _bench.Start();
        await _bench.RegisterAsync();
        _bench.Service.Hold = new();
        using var withdrawal = new CancellationTokenSource();
        var (first, second) = (_bench.ConnectAsync(withdrawal.Token), _bench.ConnectAsync());
        await EngineBench.UntilAsync(() => _bench.Service.Count("online 1206") == 1);
        await withdrawal.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _bench.Service.Hold.SetResult();
        Assert.Equal(AgentState.Online, (await second).State);
    }

    [Fact]
    public async Task An_outage_is_told_and_ends_by_itself_with_the_same_epoch()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Fault = Faults.ServiceRefused("service:1206");
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(20), () => _bench.StoredState == AgentState.Reconnecting);
        Assert.Equal(FaultCode.ServiceRefused, _bench.Engine.GetStatus().Fault!.Code);
        Assert.Equal(AgentState.Reconnecting, _bench.Left.Status.State);

        _bench.Service.Fault = null;
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(20), () => _bench.StoredState == AgentState.Online);
        Assert.Equal(1, _bench.Service.Epoch);
        Assert.Contains(_bench.Engine.GetStatus().RecentStatus, e => e.Kind == EventKind.ConnectionRestored);
    }

    [Fact]
    public async Task A_lost_network_is_told_and_its_return_is_used_at_once()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Fault = Faults.ServiceUnreachable("service:1206", "no route.");
        _bench.Network.Become(false);
        var status = _bench.Engine.GetStatus();
        Assert.Equal((false, _bench.Time.GetUtcNow()), (status.InternetConnected, status.InternetLostAt));
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(20), () => _bench.StoredState == AgentState.Reconnecting);

        _bench.Service.Fault = null;
        _bench.Network.Become(true);
        await _bench.PassUntilAsync(TimeSpan.FromMilliseconds(500), () => _bench.StoredState == AgentState.Online);
        status = _bench.Engine.GetStatus();
        Assert.True(status.InternetConnected);
        Assert.Null(status.InternetLostAt);
    }

    [Fact]
    public async Task Another_machine_that_takes_over_makes_this_one_quiet()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Epoch++;
        await _bench.PassUntilAsync(TimeSpan.FromMinutes(1), () => _bench.StoredState == AgentState.Superseded);
        var asked = _bench.Service.Log.Count;
        _bench.Time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(asked, _bench.Service.Log.Count);
        Assert.Equal(AgentState.Online, (await _bench.ConnectAsync()).State);
    }

    [Fact]
    public async Task Disconnect_tells_the_service_and_forgets_the_wish()
    {
        await _bench.GoOnlineAsync();
        Assert.Equal(AgentState.Offline, (await _bench.Engine.DisconnectAsync(default)).State);
        Assert.False(_bench.Service.Online);
        Assert.False(_bench.Left.WantsOnline);
    }

    [Fact]
    public async Task Disconnect_from_a_service_that_cannot_be_reached_says_until_when_it_keeps_the_domains()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Fault = Faults.ServiceRefused("service:1206");
        var status = await _bench.Engine.DisconnectAsync(default);
        Assert.Equal((AgentState.Offline, FaultCode.ServiceRefused), (status.State, status.Fault!.Code));
        Assert.NotNull(status.LeaseEnds);
        _bench.Service.Fault = null;
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(20), () => !_bench.Service.Online);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3600)]
    public async Task What_a_killed_agent_owed_the_service_the_next_one_tells_it(int lapse)
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Fault = Faults.ServiceRefused("service:1206");
        await _bench.Engine.DisconnectAsync(default);
        await _bench.CrashAsync();
        Assert.True(_bench.Left.OwesOffline);
        _bench.Time.Advance(TimeSpan.FromSeconds(lapse));
        _bench.Service.Fault = null;
        _bench.Start(AgentStartReason.Command);
        await EngineBench.UntilAsync(() => !_bench.Service.Online);
        await EngineBench.UntilAsync(() => _bench.Engine.GetStatus() is { State: AgentState.Offline, Fault: null, LeaseEnds: null });
    }

    [Fact]
    public async Task What_a_killed_agent_leaves_says_until_when_its_last_sign_of_life_counts()
    {
        await _bench.GoOnlineAsync();
        var first = _bench.Left.Status.LeaseEnds;
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(20), () => _bench.Engine.GetStatus().LeaseEnds > first);
        await EngineBench.UntilAsync(() => _bench.Left.Status.LeaseEnds > first);
    }

    [Fact]
    public async Task A_stop_takes_the_domains_offline_and_keeps_the_wish()
    {
        await _bench.GoOnlineAsync();
        await _bench.Engine.StopAsync();
        Assert.False(_bench.Service.Online);
        Assert.Equal((true, true, AgentState.Offline), (_bench.Left.WantsOnline, _bench.Left.StoppedCleanly, _bench.Left.Status.State));
    }

    [Fact]
    public async Task A_stop_has_a_deadline()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Hold = new();
        var stopping = _bench.Engine.StopAsync();
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(1), () => stopping.IsCompleted);
        await stopping;
        Assert.False(_bench.Left.StoppedCleanly);
    }

    [Theory]
    [InlineData(AgentStartReason.Command, false)]
    [InlineData(AgentStartReason.User, true)]
    [InlineData(AgentStartReason.Logon, true)]
    [InlineData(AgentStartReason.Service, true)]
    public async Task Looking_never_publishes(AgentStartReason reason, bool goesOnline)
    {
        await _bench.GoOnlineAsync();
        await _bench.CrashAsync();
        _bench.Start(reason);
        if (goesOnline)
        {
            await EngineBench.UntilAsync(() => _bench.State == AgentState.Online);
            Assert.Equal(2, _bench.Service.Epoch);
        }
        else
        {
            _bench.Engine.GetStatus();
            await _bench.Engine.GetDomainsAsync(default);
            Assert.Equal(AgentState.Offline, _bench.State);
            Assert.Equal(1, _bench.Service.Epoch);
        }
    }

    [Fact]
    public async Task Go_online_at_start_can_be_switched_off()
    {
        await _bench.GoOnlineAsync();
        await _bench.ChangeAsync(SettingSection.Option, """{"goOnlineAtStart":false}""");
        await _bench.CrashAsync();
        _bench.Start(AgentStartReason.Service);
        await _bench.Engine.GetDomainsAsync(default);
        Assert.Equal(AgentState.Offline, _bench.State);
    }

    [Fact]
    public async Task Settings_reach_the_service_at_once_and_the_lease_follows()
    {
        await _bench.GoOnlineAsync();
        await _bench.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":60,"automatic":false,"address":"192.0.2.7"}""");
        Assert.Equal(TimeSpan.FromMinutes(1), _bench.Service.Settings!.Online.Timeout);
        var status = _bench.Engine.GetStatus();
        Assert.Equal((_bench.Time.GetUtcNow() + TimeSpan.FromMinutes(1), "192.0.2.7"), (status.LeaseEnds, status.Address!.ToString()));
        Assert.Contains(status.RecentStatus, e => e.Kind == EventKind.AddressChanged);
    }

    [Fact]
    public async Task Settings_that_the_service_cannot_be_given_stand_and_are_told()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Fault = Faults.ServiceRefused("service:1206");
        await _bench.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":60}""");
        Assert.Equal(TimeSpan.FromMinutes(1), _bench.Engine.GetSettings().Online.Timeout);
        Assert.Contains(_bench.Engine.GetStatus().RecentStatus, e => e.Fault == FaultCode.ServiceRefused);
        _bench.Service.Fault = null;
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(20), () => _bench.Service.Settings!.Online.Timeout == TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Another_service_is_gone_online_at_and_the_old_one_is_told()
    {
        await _bench.GoOnlineAsync();
        await _bench.ChangeAsync(SettingSection.Server, """{"port":1207}""");
        await EngineBench.UntilAsync(() => _bench.Service.Count("online 1207") == 1 && _bench.Service.Count("offline 1206") == 1);
        await EngineBench.UntilAsync(() => _bench.StoredState == AgentState.Online);
    }

    [Fact]
    public async Task Another_registration_takes_the_first_accounts_domains_offline()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.RegistrationId = "RIGHT-ID";
        var registering = _bench.RegisterAsync("OTHER-ID");
        Assert.Equal(FaultCode.RegistrationUnknown, (await FaultOf(registering)).Code);
        Assert.Equal(AgentState.Online, _bench.State);
        Assert.True(_bench.Service.Online);
    }

    [Fact]
    public async Task Update_needs_the_domains_online_and_tells_why_it_failed()
    {
        await _bench.GoOnlineAsync();
        var before = _bench.Service.Count("keep-alive");
        await _bench.Engine.UpdateAddressAsync(default);
        Assert.Equal(before + 1, _bench.Service.Count("keep-alive"));
        _bench.Service.Fault = Faults.ServiceBusy();
        Assert.Equal(FaultCode.ServiceBusy, (await FaultOf(_bench.Engine.UpdateAddressAsync(default))).Code);
        _bench.Service.Fault = null;
        await _bench.Engine.DisconnectAsync(default);
        Assert.Equal(FaultCode.NotOnline, (await FaultOf(_bench.Engine.UpdateAddressAsync(default))).Code);
    }

    [Fact]
    public async Task Events_can_be_followed_and_go_on_over_agents()
    {
        _bench.Start();
        var seen = (await _bench.Engine.GetEventsAsync(new() { Max = 1 }, default))[^1].Sequence;
        var following = _bench.Engine.GetEventsAsync(new() { After = seen, Wait = TimeSpan.FromMinutes(1) }, default);
        Assert.False(following.IsCompleted);
        await _bench.RegisterAsync();
        var found = Assert.Single(await following);
        Assert.Equal((EventKind.Registration, seen + 1), (found.Kind, found.Sequence));

        await _bench.CrashAsync();
        _bench.Start();
        Assert.True((await _bench.Engine.GetEventsAsync(new() { Max = 1 }, default))[^1].Sequence > found.Sequence);
    }

    [Fact]
    public async Task Following_ends_with_nothing_when_nothing_comes()
    {
        _bench.Start();
        var last = (await _bench.Engine.GetEventsAsync(new() { Max = 1 }, default))[^1].Sequence;
        var following = _bench.Engine.GetEventsAsync(new() { After = last, Wait = TimeSpan.FromSeconds(10) }, default);
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(5), () => following.IsCompleted);
        Assert.Empty(await following);
    }

    [Fact]
    public async Task A_broken_state_file_is_put_aside_and_told()
    {
        await File.WriteAllTextAsync(_bench.Home.StateFile, "{");
        _bench.Start();
        Assert.Contains(_bench.Engine.GetStatus().RecentStatus, e => e.Fault == FaultCode.SettingsUnreadable);
        Assert.True(File.Exists(_bench.Home.StateFile + ".broken"));
    }

    [Fact]
    public async Task Broken_settings_keep_the_agent_from_every_service()
    {
        await _bench.GoOnlineAsync();
        await _bench.CrashAsync();
        await File.WriteAllTextAsync(_bench.Home.SettingsFile, "{");
        var asked = _bench.Service.Log.Count;
        _bench.Start(AgentStartReason.Service);
        Assert.Equal(FaultCode.SettingsUnreadable, (await FaultOf(_bench.ConnectAsync())).Code);
        Assert.Equal(FaultCode.SettingsUnreadable, _bench.Engine.GetStatus().Fault!.Code);
        Assert.Equal(asked, _bench.Service.Log.Count);
    }

    [Fact]
    public async Task Broken_settings_that_are_mended_bring_the_domains_back()
    {
        await _bench.GoOnlineAsync();
        await _bench.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":60}""");
        await _bench.CrashAsync();
        var whole = await File.ReadAllBytesAsync(_bench.Home.SettingsFile);
        await File.WriteAllTextAsync(_bench.Home.SettingsFile, "{");
        _bench.Start(AgentStartReason.Service);
        await EngineBench.UntilAsync(() => _bench.Engine.GetStatus() is { State: AgentState.Connecting, Fault.Code: FaultCode.SettingsUnreadable });
        await File.WriteAllBytesAsync(_bench.Home.SettingsFile, whole);
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(1), () => _bench.State == AgentState.Online);
        Assert.Equal(2, _bench.Service.Epoch);
    }

    [Fact]
    public async Task The_registration_ID_is_in_no_event_status_or_file()
    {
        _bench.Service.RegistrationId = "PLANTED-SECRET-0002";
        await _bench.GoOnlineAsync();
        await _bench.Engine.StopAsync();
        foreach (var file in Directory.EnumerateFiles(_bench.Home.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("PLANTED-SECRET", await File.ReadAllTextAsync(file));
        }
    }

    [Fact]
    public async Task An_engine_is_idle_when_nothing_is_to_be_kept_told_or_undone()
    {
        _bench.Start();
        Assert.True(_bench.Engine.IsIdle);
        await _bench.RegisterAsync();
        await _bench.ConnectAsync();
        Assert.False(_bench.Engine.IsIdle);
        _bench.Service.Fault = Faults.ServiceRefused("service:1206");
        await _bench.Engine.DisconnectAsync(default);
        Assert.False(_bench.Engine.IsIdle);
        _bench.Service.Fault = null;
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(20), () => _bench.Engine.IsIdle);
        Assert.False(_bench.Service.Online);
    }

    [Fact]
    public async Task A_stop_takes_the_domains_offline_even_when_the_home_is_gone()
    {
        await _bench.GoOnlineAsync();
        Directory.Delete(_bench.Home.Folder, recursive: true);
        await _bench.Engine.StopAsync();
        Assert.False(_bench.Service.Online);
        Directory.CreateDirectory(_bench.Home.Folder);
    }

    [Theory]
    [InlineData(FaultCode.ServiceNameUnknown)]
    [InlineData(FaultCode.CertificateNotTrusted)]
    [InlineData(FaultCode.NotTheService)]
    [InlineData(FaultCode.ServiceTimedOut)]
    [InlineData(FaultCode.ServiceFailed)]
    [InlineData(FaultCode.ServiceBusy)]
    public async Task A_network_that_lies_changes_nothing_and_is_named_until_it_tells_the_truth(FaultCode code)
    {
        await _bench.GoOnlineAsync();
        var (settings, registration) = (await File.ReadAllTextAsync(_bench.Home.RegistrationFile), _bench.Engine.GetSettings());
        _bench.Service.Fault = Faults.ServiceRefused("service:1206") with { Code = code, Message = "It lies." };
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(20), () => _bench.StoredState == AgentState.Reconnecting);
        var status = _bench.Engine.GetStatus();
        Assert.Equal((AgentState.Reconnecting, code, "It lies."), (status.State, status.Fault!.Code, status.Fault.Message));
        Assert.Equal((_bench.Service.Seen, 1), (status.Address, status.Epoch));
        Assert.NotNull(status.NextContact);
        Assert.Contains(status.RecentStatus, e => e.Kind == EventKind.ConnectionLost && e.Fault == code);

        var asked = _bench.Service.Log.Count;
        await _bench.PassUntilAsync(TimeSpan.FromMinutes(1), () => _bench.Service.Log.Count >= asked + 3);
        Assert.Equal(AgentState.Reconnecting, _bench.State);
        Assert.Equal((settings, registration), (await File.ReadAllTextAsync(_bench.Home.RegistrationFile), _bench.Engine.GetSettings()));

        _bench.Service.Fault = null;
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(20), () => _bench.StoredState == AgentState.Online);
        Assert.Equal(1, _bench.Service.Epoch);
    }

    private static async Task<Fault> FaultOf(Task task) => (await Assert.ThrowsAsync<DNS4MeException>(() => task)).Fault;
}
