using DNS4Me.Agent.Proxy;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Engine;

/// <summary>The proxy as an agent keeps, uses and tries it.</summary>
public sealed class ProxyTests : IAsyncDisposable
{
    private const string Planted = "PLANTED-PASSWORD-0002";
    private const string Passphrase = "PLANTED-PASSPHRASE";
    private const string Socks5 = """{"type":"Socks5","address":"proxy.example","userId":"alice"}""";

    private readonly EngineBench _bench = new();
    private readonly EngineBench _other = new();

    private ProxySetting Proxy => _bench.Engine.GetSettings().Proxy;

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task A_changed_proxy_is_the_way_at_once_and_the_domains_stay_online()
    {
        await _bench.GoOnlineAsync();
        Assert.Equal(ProxyAccess.Direct, Assert.Single(_bench.Service.Ways));
        await SetAsync(Socks5, Planted);
        await EngineBench.UntilAsync(() => _bench.Service.Count("keep-alive") == 1);
        Assert.Equal(Planted, _bench.Service.Ways.Last().Password);
        Assert.Equal("proxy.example:1080", _bench.Service.Ways.Last().ToString());

        // Another password of the same user is another way too, and the same settings once more are not.
        await SetAsync("{}", "other");
        await EngineBench.UntilAsync(() => _bench.Service.Count("keep-alive") == 2);
        await SetAsync(Socks5, "other");
        Assert.Equal([Planted, "other"], _bench.Service.Ways.Skip(1).Select(way => way.Password));
        Assert.Equal((AgentState.Online, 0), (_bench.State, _bench.Service.Count("offline 1206")));
    }

    [Fact]
    public async Task A_machine_that_waits_to_reconnect_tries_the_new_way_at_once()
    {
        await _bench.GoOnlineAsync();
        _bench.Service.Fault = Faults.ProxyUnreachable("proxy.example:1080", "nothing listens there.");
        await _bench.PassUntilAsync(TimeSpan.FromMinutes(1), () => _bench.StoredState == AgentState.Reconnecting);
        _bench.Service.Fault = null;
        await SetAsync(Socks5, null);
        await EngineBench.UntilAsync(() => _bench.StoredState == AgentState.Online);
    }

    [Fact]
    public async Task The_password_is_kept_encrypted_survives_the_agent_and_is_forgotten_for_good()
    {
        _bench.Start();
        await SetAsync(Socks5, Planted);
        Assert.True(Proxy.HasPassword);
        await SetAsync("""{"port":1081}""", null);
        await _bench.CrashAsync();
        _bench.Start();
        await _bench.RegisterAsync();
        Assert.Equal((Planted, 1081), (_bench.Service.Ways.Last().Password, Proxy.Port));
        Assert.DoesNotContain("PLANTED", await EverythingAsync(_bench));

        await _bench.ChangeAsync(SettingSection.Proxy, """{"type":null,"address":null,"port":null,"userId":null,"hasPassword":null}""");
        Assert.Equal(new(), Proxy);
        Assert.False(File.Exists(_bench.Home.ProxyPasswordFile));
    }

    [Theory]
    [InlineData("""{"hasPassword":true}""", null, "hasPassword")]
    [InlineData("""{"type":"Socks4"}""", null, "address")]
    [InlineData("""{"address":"proxy.example"}""", Planted, "userId")]
    [InlineData("""{"password":"x"}""", null, "password")]
    public async Task What_is_not_allowed_changes_nothing(string patch, string? password, string field)
    {
        _bench.Start();
        Assert.Equal(field, (await FaultOf(SetAsync(patch, password))).Field);
        Assert.Equal(new(), Proxy);
        Assert.False(File.Exists(_bench.Home.ProxyPasswordFile));
    }

    [Fact]
    public async Task Another_section_has_no_password()
    {
        _bench.Start();
        var change = new SettingChange { Section = SettingSection.Server, Patch = Json("{}"), Password = Planted };
        Assert.Equal("password", (await FaultOf(_bench.Engine.ChangeSettingsAsync(change, default))).Field);
    }

    [Fact]
    public async Task A_password_that_cannot_be_written_leaves_the_settings_as_they_were()
    {
        _bench.Start();
        Directory.CreateDirectory(Path.Combine(_bench.Home.ProxyPasswordFile, "x"));
        Assert.Equal(FaultCode.SettingsUnwritable, (await FaultOf(SetAsync(Socks5, Planted))).Code);
        Assert.Equal(new(), Proxy);
        Assert.Equal(new(), new DNS4Me.Agent.Settings.SettingsStore(_bench.Home.SettingsFile).Current.Proxy);
    }

    [Fact]
    public async Task A_password_that_is_gone_is_told_and_nothing_goes_past_the_proxy()
    {
        _bench.Start();
        await SetAsync(Socks5, Planted);
        await _bench.CrashAsync();
        File.Delete(_bench.Home.ProxyPasswordFile);
        _bench.Start();
        Assert.Equal(FaultCode.ProxyPasswordUnreadable, (await FaultOf(_bench.RegisterAsync())).Code);
        Assert.Empty(_bench.Service.Ways);
        await SetAsync("{}", "new");
        await _bench.RegisterAsync();
        Assert.Equal("new", Assert.Single(_bench.Service.Ways).Password);
    }

    [Fact]
    public async Task The_password_goes_along_under_the_passphrase_alone()
    {
        var exported = await ExportAsync();
        Assert.NotNull(exported.ProxyPassword);
        _other.Start();
        var result = await ImportAsync(exported, Passphrase);
        Assert.True(result.Settings.Proxy.HasPassword);
        await _other.Engine.GetDomainsAsync(default);
        Assert.Equal(Planted, _other.Service.Ways.Last().Password);
        Assert.DoesNotContain("PLANTED", await EverythingAsync(_other));
    }

    [Fact]
    public async Task Without_the_passphrase_there_is_no_password_unless_the_same_users_is_here()
    {
        var exported = await ExportAsync();
        _other.Start();
        var result = await ImportAsync(exported, null);
        Assert.Equal(("proxy.example", false), (result.Settings.Proxy.Address, result.Settings.Proxy.HasPassword));

        await _other.Engine.ChangeSettingsAsync(new() { Section = SettingSection.Proxy, Patch = Json("{}"), Password = "mine" }, default);
        Assert.True((await ImportAsync(exported, null)).Settings.Proxy.HasPassword);
        await _other.Engine.ChangeSettingsAsync(new() { Section = SettingSection.Proxy, Patch = Json("""{"userId":"bob"}""") }, default);
        Assert.False((await ImportAsync(exported, null)).Settings.Proxy.HasPassword);
        Assert.False(File.Exists(_other.Home.ProxyPasswordFile));
    }

    [Fact]
    public async Task A_test_needs_no_registration_and_stores_nothing()
    {
        _bench.Start();
        await SetAsync(Socks5, Planted);
        var stored = await _bench.Engine.TestProxyAsync(new(), default);
        Assert.Equal((true, _bench.Service.Seen, null, Proxy), (stored.Succeeded, stored.SeenAddress, stored.Fault, stored.Proxy));
        Assert.Equal(Planted, _bench.Service.Ways.Last().Password);

        var other = new ProxySetting { Type = ProxyType.Socks5, Address = "other.example", UserId = "bob" };
        Assert.True((await _bench.Engine.TestProxyAsync(new() { Proxy = other, Password = "given" }, default)).Proxy.HasPassword);
        Assert.Equal(("other.example:1080", "given"), (_bench.Service.Ways.Last().ToString(), _bench.Service.Ways.Last().Password));
        Assert.Equal("proxy.example", Proxy.Address);
    }

    [Fact]
    public async Task A_test_that_fails_says_why_as_its_result()
    {
        _bench.Start();
        _bench.Service.Fault = Faults.NotAProxy("proxy.example:1080", "it answered in HTTP.");
        var result = await _bench.Engine.TestProxyAsync(new() { Proxy = new() { Type = ProxyType.Socks4A, Address = "proxy.example" } }, default);
        Assert.Equal((false, _bench.Service.Fault, null), (result.Succeeded, result.Fault, result.SeenAddress));
        Assert.Equal("address", (await FaultOf(_bench.Engine.TestProxyAsync(new() { Proxy = new() { Type = ProxyType.Socks5 } }, default))).Field);
        Assert.Equal("timeoutSeconds", (await FaultOf(_bench.Engine.TestProxyAsync(new() { Timeout = TimeSpan.Zero }, default))).Field);
    }

    [Theory]
    [InlineData(FaultCode.ProxyAuthenticationRefused)]
    [InlineData(FaultCode.NotAProxy)]
    public async Task A_command_is_told_at_once_what_a_person_has_to_mend(FaultCode code)
    {
        _bench.Start();
        await _bench.RegisterAsync();
        _bench.Service.Fault = new() { Code = code, Message = "m", Action = "a" };
        Assert.Equal(code, (await FaultOf(_bench.ConnectAsync())).Code);
    }

    private static System.Text.Json.JsonElement Json(string text) => System.Text.Json.JsonDocument.Parse(text).RootElement;

    private static async Task<Fault> FaultOf(Task task) => (await Assert.ThrowsAsync<DNS4MeException>(() => task)).Fault;

    /// <summary>All that an agent leaves on the disk and tells.</summary>
    private static async Task<string> EverythingAsync(EngineBench bench)
    {
        var events = await bench.Engine.GetEventsAsync(new() { Max = 100 }, default);
        var files = Directory.EnumerateFiles(bench.Home.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText);
        return string.Join('\n', files.Concat(events.Select(told => told.Message)));
    }

    private Task<SettingResult> SetAsync(string patch, string? password)
        => _bench.Engine.ChangeSettingsAsync(new() { Section = SettingSection.Proxy, Patch = Json(patch), Password = password }, default);

    private async Task<Configuration> ExportAsync()
    {
        _bench.Start();
        await SetAsync(Socks5, Planted);
        await _bench.RegisterAsync();
        Assert.Null((await _bench.Engine.ExportConfigurationAsync(new(), default)).ProxyPassword);
        var exported = await _bench.Engine.ExportConfigurationAsync(new() { Passphrase = Passphrase }, default);
        Assert.DoesNotContain("PLANTED", ConfigurationText.Write(exported));
        return exported;
    }

    private Task<SettingResult> ImportAsync(Configuration configuration, string? passphrase)
        => _other.Engine.ImportConfigurationAsync(new() { Configuration = Json(ConfigurationText.Write(configuration)), Passphrase = passphrase }, default);
}
