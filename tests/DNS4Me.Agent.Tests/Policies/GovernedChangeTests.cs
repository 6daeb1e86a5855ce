using System.Text.Json;
using DNS4Me.Agent.Tests.Engine;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Policies;

/// <summary>Changes of settings that a policy governs.</summary>
public sealed class GovernedChangeTests : IAsyncDisposable
{
    private readonly EngineBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Another_value_is_refused_with_the_policys_name_and_nothing_of_the_change_is_stored()
    {
        Start("""{"ServerHostName":"a.example","ServerPort":1207}""");
        var faults = await RefusedAsync(SettingSection.Server, """{"hostName":"b.example","port":1208,"verifyName":"c.example"}""");
        Assert.Equal([("hostName", "HostName"), ("port", "Port")], faults.Select(fault => (fault.Field!, fault.Target!)));
        Assert.All(faults, fault => Assert.Equal(FaultCode.GovernedByPolicy, fault.Code));
        Assert.Contains("'Host name or address of the service' (MachinePolicy): it is 'a.example'", faults[0].Message, StringComparison.Ordinal);
        Assert.Equal(new(), Stored());
    }

    [Theory]
    [InlineData("""{"timeoutSeconds":120}""")]
    [InlineData("""{"timeoutSeconds":120,"address":"192.0.2.1"}""")]
    public async Task The_value_in_force_is_no_error_and_is_not_stored(string patch)
    {
        Start("""{"OnlineTimeoutSeconds":120}""");
        Assert.Equal(TimeSpan.FromMinutes(2), (await _bench.ChangeAsync(SettingSection.Online, patch)).Settings.Online.Timeout);
        Assert.Equal(new OnlineSetting().Timeout, Stored().Online.Timeout);
        Assert.Equal(patch.Contains("address", StringComparison.Ordinal), Stored().Online.Address.ToString() == "192.0.2.1");
    }

    [Fact]
    public async Task What_is_set_beside_a_governed_setting_is_stored_and_the_result_says_what_is_governed()
    {
        Start("""{"OnlineTimeoutSeconds":120}""");
        var result = await _bench.ChangeAsync(SettingSection.Online, """{"webRedirectPort":81}""");
        Assert.Equal((TimeSpan.FromMinutes(2), 81), (result.Settings.Online.Timeout, result.Settings.Online.WebRedirectPort));
        Assert.Equal(SettingSource.MachinePolicy, Assert.Single(result.Governed).Value);
        Assert.Equal(new OnlineSetting { WebRedirectPort = 81 }, Stored().Online);
    }

    [Fact]
    public async Task Putting_back_a_governed_setting_is_refused_unless_the_policy_has_the_default()
    {
        Start("""{"OptionReconnect":false,"OptionGoOnlineAtStart":true}""");
        await _bench.ChangeAsync(SettingSection.Option, """{"goOnlineAtStart":null}""");
        Assert.Equal(FaultCode.GovernedByPolicy, (await RefusedAsync(SettingSection.Option, """{"reconnect":null}"""))[0].Code);
    }

    [Fact]
    public async Task A_change_is_held_to_a_policy_that_no_look_has_found_yet()
    {
        Start("{}");
        _bench.Policies.Set("""{"OnlineTimeoutSeconds":120}""");
        Assert.Equal(FaultCode.GovernedByPolicy, Assert.Single(await RefusedAsync(SettingSection.Online, """{"timeoutSeconds":60}""")).Code);
    }

    [Fact]
    public async Task A_change_that_a_policy_would_contradict_is_refused_as_a_mistake()
    {
        Start("""{"OnlineWebRedirect":"Url","OnlineWebRedirectUrl":"http://a.example/"}""");
        Assert.Equal(FaultCode.GovernedByPolicy, (await RefusedAsync(SettingSection.Online, """{"webRedirectUrl":""}"""))[0].Code);

        // The user's own URL is what keeps the policy whole.
        await using var other = new EngineBench();
        other.Start();
        await other.ChangeAsync(SettingSection.Online, """{"webRedirectUrl":"http://a.example/"}""");
        other.Policies.Set("""{"OnlineWebRedirect":"Url"}""");
        var fault = (await Assert.ThrowsAsync<DNS4MeException>(() => other.ChangeAsync(SettingSection.Online, """{"webRedirectUrl":null}"""))).Fault;
        Assert.Equal((FaultCode.InvalidValue, "webRedirectUrl"), (fault.Code, fault.Field));
    }

    [Fact]
    public async Task A_choice_that_needs_a_policys_value_is_stored_with_it_since_policies_end()
    {
        Start("""{"OnlineWebRedirectUrl":"http://a.example/"}""");
        await _bench.ChangeAsync(SettingSection.Online, """{"webRedirect":"Url"}""");
        Assert.Equal((WebRedirect.Url, "http://a.example/"), (Stored().Online.WebRedirect, Stored().Online.WebRedirectUrl));
    }

    [Fact]
    public async Task Web_sites_are_the_users_where_the_web_server_is_turned_off()
    {
        Start("""{"DisableWebServer":true}""");
        await _bench.ChangeAsync(SettingSection.Web, """{"port":8080,"sites":{"alice.example":{"enabled":true,"localFolder":"/srv/alice"}}}""");
        Assert.Equal((8080, true), (Stored().Web.Port, Stored().Web.Sites["alice.example"].Enabled));
        await _bench.ChangeAsync(SettingSection.Web, """{"running":false,"sites":{"alice.example":null}}""");
        Assert.Empty(Stored().Web.Sites);
        Assert.Null(_bench.Web.Served);
    }

    [Fact]
    public async Task A_configuration_is_exported_without_the_policies_and_can_be_imported_again()
    {
        _bench.Start();
        await _bench.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":60}""");
        _bench.Policies.Set("""{"OnlineTimeoutSeconds":120}""");
        var exported = await _bench.Engine.ExportConfigurationAsync(new(), default);
        Assert.Equal(TimeSpan.FromMinutes(1), exported.Settings.Online.Timeout);

        var result = await _bench.Engine.ImportConfigurationAsync(Request(exported with { }), default);
        Assert.Equal(TimeSpan.FromMinutes(2), result.Settings.Online.Timeout);
        Assert.Equal(TimeSpan.FromMinutes(1), Stored().Online.Timeout);

        // So can one whose value is the policy's, which is not taken for the user's.
        await _bench.Engine.ImportConfigurationAsync(Request(With(exported, 120)), default);
        Assert.Equal(TimeSpan.FromMinutes(1), Stored().Online.Timeout);

        var fault = (await Assert.ThrowsAsync<DNS4MeException>(() => _bench.Engine.ImportConfigurationAsync(Request(With(exported, 180)), default))).Fault;
        Assert.Equal((FaultCode.GovernedByPolicy, "timeoutSeconds"), (fault.Code, fault.Field));
        Assert.Equal(new OfflineSetting(), Stored().Offline);
    }

    [Fact]
    public async Task A_password_can_be_given_for_a_policys_user_and_goes_to_no_other()
    {
        Start("""{"ProxyType":"Socks5","ProxyAddress":"proxy.example","ProxyUserId":"fleet"}""");
        await _bench.ChangeAsync(SettingSection.Proxy, """{"hasPassword":true}""", "secret");
        Assert.Equal(("fleet", true), (_bench.Engine.GetSettings().Proxy.UserId, _bench.Engine.GetSettings().Proxy.HasPassword));
        await _bench.RegisterAsync();
        Assert.Equal("secret", _bench.Service.Ways.Last().Password);

        _bench.Policies.Set("""{"ProxyType":"Socks5","ProxyAddress":"proxy.example","ProxyUserId":"another"}""");
        await _bench.ChangeAsync(SettingSection.Option, """{"reconnect":false}""");
        Assert.False(_bench.Engine.GetSettings().Proxy.HasPassword);
        await _bench.RegisterAsync();
        Assert.Equal(("another", ""), (_bench.Service.Ways.Last().Setting.UserId, _bench.Service.Ways.Last().Password));
    }

    private AgentSettings Stored() => new DNS4Me.Agent.Settings.SettingsStore(_bench.Home.SettingsFile).Current;

    private void Start(string policies)
    {
        _bench.Policies.Set(policies);
        _bench.Start();
    }

    private async Task<IReadOnlyList<Fault>> RefusedAsync(SettingSection section, string patch)
        => (await Assert.ThrowsAsync<DNS4MeException>(() => _bench.ChangeAsync(section, patch))).Faults;

    private static Configuration With(Configuration configuration, int seconds)
        => configuration with { Settings = configuration.Settings with { Online = configuration.Settings.Online with { Timeout = TimeSpan.FromSeconds(seconds) }, Offline = new() { Behavior = seconds == 180 ? OfflineBehavior.KeepAddress : OfflineBehavior.OfflinePage } } };

    private static ImportRequest Request(Configuration configuration) => new() { Configuration = JsonSerializer.SerializeToElement(configuration, AgentJson.Default.Configuration) };
}
