using System.Text.Json;
using DNS4Me.Agent.Engine;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Engine;

/// <summary>The web server as an agent keeps it: what is served is what is stored.</summary>
public sealed class WebDeskTests : IAsyncDisposable
{
    private const string Planted = "PLANTED-PASSWORD-0008";
    private const string Passphrase = "PLANTED-PASSPHRASE";
    private const string Site = """{"sites":{"alice.example":{"enabled":true,"localFolder":"/srv/alice"}}}""";
    private const string Secure = """{"sites":{"alice.example":{"enabled":true,"localFolder":"/srv/alice","certificate":"/srv/alice.pfx"}}}""";

    private static readonly Fault Taken = Faults.WebPortInUse(80);

    private readonly EngineBench _bench = new();
    private readonly EngineBench _other = new();

    private WebServerSetting Stored => new DNS4Me.Agent.Settings.SettingsStore(_bench.Home.SettingsFile).Current.Web;

    private FakeWebServer Web => _bench.Web;

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Starting_serves_what_is_stored_and_stores_that_it_runs()
    {
        _bench.Start();
        await _bench.ChangeAsync(SettingSection.Web, Site);
        Assert.Null(Web.Served);
        var status = await StartAsync(new() { Port = 8080, LogFormat = WebLogFormat.W3C });
        Assert.Equal((true, 8080, null), (status.Running, status.Port, status.Fault));
        Assert.Equal(Stored, Web.Served);
        Assert.Equal((true, 8080, WebServerSetting.DefaultHttpsPort, WebLogFormat.W3C, "/srv/alice"), (Stored.Running, Stored.Port, Stored.HttpsPort, Stored.LogFormat, Stored.Sites["alice.example"].LocalFolder));
        Assert.Equal(["The web server has started, and listens on port 8080."], Told());
    }

    [Fact]
    public async Task What_cannot_be_started_is_not_stored()
    {
        _bench.Start();
        Web.Fault = Taken;
        Assert.Equal(Taken, await FaultOf(StartAsync(new() { Port = 8080 })));
        Assert.Equal(new(), Stored);
        Assert.False(_bench.Engine.GetWebServer().Running);
        Assert.Null(_bench.Engine.GetWebServer().Fault);

        Assert.Equal("port", (await FaultOf(StartAsync(new() { Port = 0 }))).Field);
        Assert.Equal("httpsPort", (await FaultOf(StartAsync(new() { HttpsPort = 80 }))).Field);
        Assert.Single(Web.Calls);
    }

    [Fact]
    public async Task Starting_one_that_runs_changes_nothing_or_the_port()
    {
        _bench.Start();
        await StartAsync(new());
        Assert.True((await StartAsync(new())).Running);
        await StartAsync(new() { Port = 8080 });
        Assert.Equal((8080, 8080), (Web.Served!.Port, Stored.Port));
        Assert.Equal(["The web server has started, and listens on port 80.", "The web server now listens on port 8080."], Told());

        Web.Fault = Faults.WebPortInUse(8081);
        Assert.Equal(Web.Fault, await FaultOf(StartAsync(new() { Port = 8081 })));
        Assert.Equal((8080, 8080), (Web.Served!.Port, Stored.Port));
    }

    [Fact]
    public async Task Stopping_is_for_good()
    {
        _bench.Start();
        await StartAsync(new());
        Assert.False((await _bench.Engine.StopWebServerAsync(default)).Running);
        Assert.False((await _bench.Engine.StopWebServerAsync(default)).Running);
        Assert.False(Stored.Running);
        Assert.Equal("The web server has stopped.", Told().Last());
        await _bench.CrashAsync();
        _bench.Start(AgentStartReason.Service);
        await _bench.Engine.ProbeAsync(default);
        Assert.Equal(["start", "stop"], Web.Calls);
    }

    [Theory]
    [InlineData(AgentStartReason.Command)]
    [InlineData(AgentStartReason.Service)]
    public async Task One_that_ran_runs_again_after_a_restart_whoever_starts_the_agent(AgentStartReason reason)
    {
        _bench.Start();
        await _bench.ChangeAsync(SettingSection.Web, Site);
        await StartAsync(new() { Port = 8080 });
        await _bench.CrashAsync();
        Assert.Null(Web.Served);
        _bench.Start(reason);
        await EngineBench.UntilAsync(() => Web.Served is not null);
        Assert.Equal(Stored, Web.Served);
        Assert.Equal(AgentState.Offline, _bench.State);
    }

    [Fact]
    public async Task One_that_cannot_start_with_the_agent_is_tried_again_and_says_so_once()
    {
        _bench.Start();
        await StartAsync(new());
        await _bench.CrashAsync();
        Web.Fault = Taken;
        _bench.Start(AgentStartReason.Service);
        await EngineBench.UntilAsync(() => _bench.Engine.GetWebServer().Fault is not null);
        Assert.Equal((false, Taken), (_bench.Engine.GetWebServer().Running, _bench.Engine.GetWebServer().Fault));
        await _bench.PassUntilAsync(WebDesk.RetryInterval, () => Web.Count("start") >= 4);
        Assert.Single(Told(), line => line.Contains(Taken.Message, StringComparison.Ordinal));
        Assert.Equal(FaultCode.WebPortInUse, Events().Last(item => item.Kind == EventKind.WebServer).Fault);

        Web.Fault = null;
        await _bench.PassUntilAsync(WebDesk.RetryInterval, () => Web.Served is not null);
        Assert.Null(_bench.Engine.GetWebServer().Fault);
        var calls = Web.Calls.Count;
        _bench.Time.Advance(10 * WebDesk.RetryInterval);
        await _bench.Engine.ProbeAsync(default);
        Assert.Equal(calls, Web.Calls.Count);
    }

    [Fact]
    public async Task It_is_not_tried_before_the_interval_is_over()
    {
        await CannotStartAsync();
        _bench.Time.Advance(WebDesk.RetryInterval - TimeSpan.FromSeconds(1));
        await _bench.Engine.ProbeAsync(default);
        Assert.Equal(2, Web.Count("start"));
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        await EngineBench.UntilAsync(() => Web.Count("start") == 3);
    }

    [Fact]
    public async Task A_change_that_may_mend_it_is_stored_and_tried_at_once()
    {
        await CannotStartAsync();
        await _bench.ChangeAsync(SettingSection.Web, Site);
        Assert.True(Stored.Sites.ContainsKey("alice.example"));
        Assert.Equal(3, Web.Count("start"));

        Web.Judge = setting => setting.Port == 80 ? Taken : null;
        Web.Fault = null;
        Assert.Equal(Taken, await FaultOf(StartAsync(new())));
        Assert.True((await StartAsync(new() { Port = 8080 })).Running);
        Assert.Null(_bench.Engine.GetWebServer().Fault);
    }

    [Fact]
    public async Task One_that_cannot_start_can_be_given_up()
    {
        await CannotStartAsync();
        Assert.Null((await _bench.Engine.StopWebServerAsync(default)).Fault);
        _bench.Time.Advance(10 * WebDesk.RetryInterval);
        await _bench.Engine.ProbeAsync(default);
        Assert.Equal((2, 0, false), (Web.Count("start"), Web.Count("stop"), Stored.Running));
    }

    [Fact]
    public async Task A_changed_site_is_served_at_once_and_one_that_cannot_be_is_not_stored()
    {
        _bench.Start();
        await StartAsync(new());
        await _bench.ChangeAsync(SettingSection.Web, Site);
        Assert.Equal("/srv/alice", Web.Served!.Sites["alice.example"].LocalFolder);

        Web.Judge = setting => Faults.WebFolderMissing("alice.example", setting.Sites["alice.example"].LocalFolder);
        var before = Web.Served;
        Assert.Equal(FaultCode.WebFolderMissing, (await FaultOf(_bench.ChangeAsync(SettingSection.Web, """{"sites":{"alice.example":{"localFolder":"/gone"}}}"""))).Code);
        Assert.Equal(("/srv/alice", before), (Stored.Sites["alice.example"].LocalFolder, Web.Served));
        Assert.Equal("/srv/alice", _bench.Engine.GetSettings().Web.Sites["alice.example"].LocalFolder);
    }

    [Fact]
    public async Task Two_consoles_that_change_two_sites_do_not_undo_each_other()
    {
        _bench.Start();
        await _bench.ChangeAsync(SettingSection.Web, Site);
        await _bench.ChangeAsync(SettingSection.Web, """{"sites":{"bob.example":{"enabled":true,"localFolder":"/srv/bob","defaultDocuments":["home.htm"]}}}""");
        await _bench.ChangeAsync(SettingSection.Web, """{"sites":{"alice.example":{"directoryListing":true}}}""");
        Assert.Equal(new() { Enabled = true, LocalFolder = "/srv/alice", DirectoryListing = true }, Stored.Sites["alice.example"]);
        Assert.Equal(["home.htm"], Stored.Sites["bob.example"].DefaultDocuments);
        await _bench.ChangeAsync(SettingSection.Web, """{"sites":{"bob.example":{"defaultDocuments":null}}}""");
        Assert.Equal(new WebSite().DefaultDocuments, Stored.Sites["bob.example"].DefaultDocuments);
        await _bench.ChangeAsync(SettingSection.Web, """{"sites":{"alice.example":null,"never.example":null}}""");
        Assert.Equal(["bob.example"], Stored.Sites.Keys);
    }

    [Fact]
    public async Task The_star_goes_from_one_site_to_another()
    {
        _bench.Start();
        await _bench.ChangeAsync(SettingSection.Web, """{"sites":{"alice.example":{"primary":true}}}""");
        await _bench.ChangeAsync(SettingSection.Web, """{"sites":{"bob.example":{"primary":true}}}""");
        Assert.Equal((false, true), (Stored.Sites["alice.example"].Primary, Stored.Sites["bob.example"].Primary));
    }

    [Theory]
    [InlineData("""{"sites":{"alice.example":{"enabled":true}}}""", "sites.alice.example.localFolder")]
    [InlineData("""{"sites":{"alice.example":{"colour":"red"}}}""", "sites.alice.example.colour")]
    [InlineData("""{"sites":{"alice.example":7}}""", "sites.alice.example")]
    [InlineData("""{"sites":{"alice.example":{"defaultDocuments":[null]}}}""", "sites.alice.example.defaultDocuments")]
    [InlineData("""{"sites":{"Alice.example":{}}}""", "sites.Alice.example")]
    [InlineData("""{"sites":[]}""", "sites")]
    [InlineData("""{"sites":{"alice.example":{"hasCertificatePassword":true,"certificate":"/a"}}}""", "sites.alice.example.hasCertificatePassword")]
    public async Task What_is_not_allowed_changes_nothing(string patch, string field)
    {
        _bench.Start();
        await StartAsync(new());
        Assert.Equal(field, (await FaultOf(_bench.ChangeAsync(SettingSection.Web, patch))).Field);
        Assert.Empty(Stored.Sites);
        Assert.Equal(["start"], Web.Calls);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_not_served()
    {
        _bench.Start();
        await StartAsync(new());
        var served = Web.Served;
        Directory.CreateDirectory(_bench.Home.SettingsFile + ".new");
        Assert.Equal(FaultCode.SettingsUnwritable, (await FaultOf(_bench.ChangeAsync(SettingSection.Web, Site))).Code);
        Assert.Equal(served, Web.Served);
    }

    [Fact]
    public async Task A_password_that_cannot_be_stored_takes_back_what_was_served_with_it()
    {
        _bench.Start();
        await StartAsync(new());
        Directory.CreateDirectory(Path.Combine(_bench.Home.CertificatePasswordFile("alice.example"), "x"));
        Assert.Equal(FaultCode.SettingsUnwritable, (await FaultOf(_bench.ChangeAsync(SettingSection.Web, Secure, Planted))).Code);
        Assert.Empty(Stored.Sites);
        Assert.Empty(Web.Served!.Sites);
        Assert.Equal(["start", "apply", "apply"], Web.Calls);
    }

    [Fact]
    public async Task An_agent_that_serves_pages_is_needed()
    {
        _bench.Start();
        Assert.True(_bench.Engine.IsIdle);
        await StartAsync(new());
        Assert.False(_bench.Engine.IsIdle);
        await _bench.CrashAsync();
        Web.Fault = Taken;
        _bench.Start();
        await EngineBench.UntilAsync(() => Web.Count("start") == 2);
        Assert.False(_bench.Engine.IsIdle);
        await _bench.Engine.StopWebServerAsync(default);
        Assert.True(_bench.Engine.IsIdle);
    }

    [Fact]
    public async Task A_stopping_agent_takes_the_domains_offline_first_and_then_ends_the_server_which_is_to_run_again()
    {
        await _bench.GoOnlineAsync();
        await StartAsync(new());
        await _bench.Engine.StopAsync();
        Assert.Equal(AgentState.Offline, _bench.State);
        Assert.Equal(["start", "stop"], Web.Calls);
        Assert.True(Stored.Running);
        Assert.Equal("The web server has stopped.", Told().Last());
        Assert.Equal(FaultCode.Cancelled, (await FaultOf(StartAsync(new() { Port = 8080 }))).Code);
        Assert.Equal(["start", "stop"], Web.Calls);
    }

    [Fact]
    public async Task A_server_that_does_not_end_does_not_hold_the_agent_up()
    {
        _bench.Start();
        await StartAsync(new());
        Web.Stopping = new TaskCompletionSource().Task;
        var stopping = _bench.Engine.StopAsync();
        await _bench.PassUntilAsync(TimeSpan.FromSeconds(1), () => stopping.IsCompleted);
        await stopping;
    }

    [Fact]
    public async Task Broken_settings_are_looked_at_again()
    {
        _bench.Start();
        await StartAsync(new());
        await _bench.CrashAsync();
        var settings = await File.ReadAllTextAsync(_bench.Home.SettingsFile, default(CancellationToken));
        await File.WriteAllTextAsync(_bench.Home.SettingsFile, "{", default(CancellationToken));
        _bench.Start(AgentStartReason.Service);
        await EngineBench.UntilAsync(() => _bench.Engine.GetWebServer().Fault is not null);
        Assert.Equal(FaultCode.SettingsUnreadable, _bench.Engine.GetWebServer().Fault!.Code);
        await File.WriteAllTextAsync(_bench.Home.SettingsFile, settings, default(CancellationToken));
        await _bench.PassUntilAsync(WebDesk.RetryInterval, () => Web.Served is not null);
    }

    [Fact]
    public async Task The_password_of_a_certificate_is_kept_encrypted_survives_the_agent_and_goes_with_the_certificate()
    {
        _bench.Start();
        await StartAsync(new());
        await _bench.ChangeAsync(SettingSection.Web, Secure, Planted);
        Assert.Equal(Planted, Web.Passwords["alice.example"]);
        Assert.True(Stored.Sites["alice.example"].HasCertificatePassword);
        await _bench.CrashAsync();
        _bench.Start();
        await EngineBench.UntilAsync(() => Web.Served is not null);
        Assert.Equal(Planted, Web.Passwords["alice.example"]);
        Assert.DoesNotContain("PLANTED", await EverythingAsync(_bench));

        await _bench.ChangeAsync(SettingSection.Web, """{"sites":{"alice.example":{"certificate":null}}}""");
        Assert.False(Stored.Sites["alice.example"].HasCertificatePassword);
        Assert.Null(Web.Passwords["alice.example"]);
        Assert.False(File.Exists(_bench.Home.CertificatePasswordFile("alice.example")));
    }

    [Fact]
    public async Task A_password_goes_with_its_site_and_is_refused_with_several()
    {
        _bench.Start();
        await _bench.ChangeAsync(SettingSection.Web, Secure, Planted);
        await _bench.ChangeAsync(SettingSection.Web, """{"sites":{"alice.example":null}}""");
        Assert.False(File.Exists(_bench.Home.CertificatePasswordFile("alice.example")));
        Assert.Equal("password", (await FaultOf(_bench.ChangeAsync(SettingSection.Web, """{"sites":{"a.example":{},"b.example":{}}}""", Planted))).Field);
        Assert.Equal("password", (await FaultOf(_bench.ChangeAsync(SettingSection.Web, "{}", Planted))).Field);
        Assert.Equal("sites.a.example.hasCertificatePassword", (await FaultOf(_bench.ChangeAsync(SettingSection.Web, """{"sites":{"a.example":{}}}""", Planted))).Field);
    }

    [Fact]
    public async Task A_password_that_is_gone_is_told_with_its_domain()
    {
        _bench.Start();
        await _bench.ChangeAsync(SettingSection.Web, Secure, Planted);
        await _bench.CrashAsync();
        File.Delete(_bench.Home.CertificatePasswordFile("alice.example"));
        _bench.Start();
        var fault = await FaultOf(StartAsync(new()));
        Assert.Equal((FaultCode.CertificatePasswordUnreadable, "alice.example"), (fault.Code, fault.Target));
    }

    [Fact]
    public async Task A_configuration_carries_the_sites_and_their_passwords_under_the_passphrase_alone()
    {
        var exported = await ExportAsync();
        _other.Start();
        var without = await ImportAsync(exported, null);
        Assert.Equal(("/srv/alice", false), (without.Settings.Web.Sites["alice.example"].LocalFolder, without.Settings.Web.Sites["alice.example"].HasCertificatePassword));

        var with = await ImportAsync(exported, Passphrase);
        Assert.Equal(exported.Settings.Web, with.Settings.Web);
        Assert.Equal(exported.Settings.Web, _other.Web.Served);
        Assert.Equal(Planted, _other.Web.Passwords["alice.example"]);
        Assert.DoesNotContain("PLANTED", await EverythingAsync(_other));
        Assert.True((await ImportAsync(exported, null)).Settings.Web.Sites["alice.example"].HasCertificatePassword);
    }

    [Fact]
    public async Task A_configuration_whose_sites_cannot_be_served_changes_nothing()
    {
        // Of another registration, whose import takes the domains offline.
        _bench.Service.RegistrationId = "OTHER-ID";
        var exported = await ExportAsync();
        await _other.GoOnlineAsync();
        _other.Web.Fault = Faults.WebFolderMissing("alice.example", "/srv/alice");
        Assert.Equal(_other.Web.Fault, await FaultOf(ImportAsync(exported, Passphrase)));
        Assert.Equal((AgentState.Online, new AgentSettings()), (_other.State, _other.Engine.GetSettings()));
        Assert.False(File.Exists(_other.Home.CertificatePasswordFile("alice.example")));
        Assert.NotEmpty(await _other.Engine.GetDomainsAsync(default));

        _other.Web.Fault = null;
        await ImportAsync(exported, Passphrase);
        Assert.Equal((AgentState.Offline, exported.Settings.Web), (_other.State, _other.Web.Served));
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static async Task<Fault> FaultOf(Task task) => (await Assert.ThrowsAsync<DNS4MeException>(() => task)).Fault;

    /// <summary>All that an agent leaves on the disk and tells.</summary>
    private static async Task<string> EverythingAsync(EngineBench bench)
    {
        var events = await bench.Engine.GetEventsAsync(new() { Max = 100 }, default);
        var files = Directory.EnumerateFiles(bench.Home.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText);
        return string.Join('\n', files.Concat(events.Select(told => told.Message)));
    }

    private Task<WebServerStatus> StartAsync(WebStartRequest request) => _bench.Engine.StartWebServerAsync(request, default);

    /// <summary>An agent whose web server is to run, and finds its port taken.</summary>
    private async Task CannotStartAsync()
    {
        _bench.Start();
        await StartAsync(new());
        await _bench.CrashAsync();
        Web.Fault = Taken;
        _bench.Start(AgentStartReason.Service);
        await EngineBench.UntilAsync(() => Told().Any(line => line.Contains(Taken.Message, StringComparison.Ordinal)));
    }

    private IReadOnlyList<StatusEvent> Events() => _bench.Engine.GetEventsAsync(new() { Max = 100 }, default).GetAwaiter().GetResult();

    private List<string> Told() => [.. Events().Where(item => item.Kind == EventKind.WebServer).Select(item => item.Message)];

    private async Task<Configuration> ExportAsync()
    {
        _bench.Start();
        await _bench.RegisterAsync();
        await _bench.ChangeAsync(SettingSection.Web, Secure, Planted);
        await StartAsync(new());
        Assert.Null((await _bench.Engine.ExportConfigurationAsync(new(), default)).CertificatePasswords);
        var exported = await _bench.Engine.ExportConfigurationAsync(new() { Passphrase = Passphrase }, default);
        Assert.DoesNotContain("PLANTED", ConfigurationText.Write(exported));
        return exported;
    }

    private Task<SettingResult> ImportAsync(Configuration configuration, string? passphrase)
        => _other.Engine.ImportConfigurationAsync(new() { Configuration = Json(ConfigurationText.Write(configuration)), Passphrase = passphrase }, default);
}
