using System.Text.Json;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Engine;

/// <summary>Carrying a configuration from one machine to another.</summary>
public sealed class ConfigurationTests : IAsyncDisposable
{
    private const string Passphrase = "PLANTED-PASSPHRASE";
    private const string Planted = "PLANTED-SECRET-0004";

    private readonly EngineBench _bench = new();
    private readonly EngineBench _other = new();

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task All_settings_go_along_and_the_registration_only_if_asked_for()
    {
        _bench.Start();
        await _bench.RegisterAsync();
        await _bench.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":60}""");
        await _bench.ChangeAsync(SettingSection.Option, """{"warnBeforeExit":false}""");
        await _bench.ChangeAsync(SettingSection.Server, """{"port":1207}""");
        var exported = await _bench.Engine.ExportConfigurationAsync(new(), default);
        Assert.Null(exported.Registration);

        _other.Start();
        var result = await ImportAsync(exported, null);
        Assert.Equal(_bench.Engine.GetSettings(), result.Settings);
        Assert.Equal(_bench.Engine.GetSettings(), new DNS4Me.Agent.Settings.SettingsStore(_other.Home.SettingsFile).Current);
        Assert.Throws<DNS4MeException>(() => _other.Engine.GetRegistration());
    }

    [Fact]
    public async Task The_registration_goes_along_under_a_passphrase_and_works_there()
    {
        var exported = await ExportSecretAsync();
        _other.Service.RegistrationId = Planted;
        _other.Start();
        await ImportAsync(exported, Passphrase);
        Assert.Equal(("Alice", "alice@example.com", "…0004"), (_other.Engine.GetRegistration().Name, _other.Engine.GetRegistration().Email, _other.Engine.GetRegistration().RegistrationIdHint));
        Assert.Equal(AgentState.Online, (await _other.ConnectAsync()).State);
        await _other.Engine.StopAsync();
        foreach (var file in Directory.EnumerateFiles(_other.Home.Folder, "*", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file);
            Assert.DoesNotContain("PLANTED", text);
        }
    }

    [Fact]
    public async Task Without_the_passphrase_the_settings_come_and_the_registration_that_is_there_stays()
    {
        var exported = await ExportSecretAsync();
        _other.Start();
        await _other.RegisterAsync();
        await ImportAsync(exported, null);
        Assert.Equal(TimeSpan.FromMinutes(1), _other.Engine.GetSettings().Online.Timeout);
        Assert.Equal(AgentState.Online, (await _other.ConnectAsync()).State);
    }

    [Fact]
    public async Task A_wrong_passphrase_changes_nothing()
    {
        var exported = await ExportSecretAsync();
        _other.Start();
        Assert.Equal(FaultCode.PassphraseWrong, (await FaultOf(ImportAsync(exported, "wrong"))).Code);
        Assert.Equal(new AgentSettings(), _other.Engine.GetSettings());
        Assert.False(File.Exists(_other.Home.RegistrationFile));
    }

    [Fact]
    public async Task Bad_settings_bring_no_registration_along()
    {
        var exported = await ExportSecretAsync();
        _other.Start();
        var json = ConfigurationText.Write(exported).Replace("\"timeoutSeconds\": 60", "\"timeoutSeconds\": 1e9", StringComparison.Ordinal);
        Assert.Equal("timeoutSeconds", (await FaultOf(ImportAsync(json, Passphrase))).Field);
        Assert.False(File.Exists(_other.Home.RegistrationFile));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_cannot_be_written_changes_nothing(bool settings)
    {
        var exported = await ExportSecretAsync();
        _other.Start();
        await _other.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":77}""");

        // A folder in the file's place stops its last step alone.
        var blocked = settings ? _other.Home.SettingsFile + ".previous" : _other.Home.RegistrationFile;
        Directory.CreateDirectory(Path.Combine(blocked, "x"));
        Assert.Equal(FaultCode.SettingsUnwritable, (await FaultOf(ImportAsync(exported, Passphrase))).Code);
        Assert.Equal(TimeSpan.FromSeconds(77), _other.Engine.GetSettings().Online.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(77), new DNS4Me.Agent.Settings.SettingsStore(_other.Home.SettingsFile).Current.Online.Timeout);
        Assert.False(File.Exists(_other.Home.RegistrationFile));
        Assert.DoesNotContain(Directory.EnumerateFiles(_other.Home.Folder), file => file.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Imported_settings_reach_the_service_at_once()
    {
        var exported = (await ExportSecretAsync()) with { Registration = null };
        await _other.GoOnlineAsync();
        Assert.Null((await ImportAsync(exported, null)).Unpublished);
        Assert.Equal(TimeSpan.FromMinutes(1), _other.Service.Settings!.Online.Timeout);
    }

    [Fact]
    public async Task An_imported_service_is_gone_online_at_and_given_the_settings()
    {
        await _other.GoOnlineAsync();
        var settings = new AgentSettings { Online = new() { Timeout = TimeSpan.FromMinutes(2) }, Server = new() { Port = 1207 } };
        await ImportAsync(new Configuration { Settings = settings }, null);
        await EngineBench.UntilAsync(() => _other.Service.Count("online 1207") == 1 && _other.Service.Count("offline 1206") == 1);
        await EngineBench.UntilAsync(() => _other.StoredState == AgentState.Online);
        Assert.Equal(TimeSpan.FromMinutes(2), _other.Service.Settings!.Online.Timeout);
    }

    [Fact]
    public async Task Another_registration_takes_the_domains_of_the_one_before_it_offline()
    {
        var exported = await ExportSecretAsync();
        await _other.GoOnlineAsync();
        await ImportAsync(exported, Passphrase);
        Assert.False(_other.Service.Online);
        Assert.Equal(AgentState.Offline, _other.State);
    }

    [Fact]
    public async Task The_same_registration_leaves_the_domains_online()
    {
        _bench.Service.RegistrationId = Planted;
        await _bench.GoOnlineAsync();
        var exported = await _bench.Engine.ExportConfigurationAsync(new() { Passphrase = Passphrase }, default);
        await _bench.Engine.ImportConfigurationAsync(Request(ConfigurationText.Write(exported), Passphrase), default);
        Assert.Equal(AgentState.Online, _bench.State);
        Assert.NotNull(_bench.Engine.GetRegistration().Expires);
    }

    [Fact]
    public async Task There_must_be_a_registration_to_export_and_a_passphrase_to_seal_it()
    {
        _bench.Start();
        Assert.Equal(FaultCode.NotRegistered, (await FaultOf(_bench.Engine.ExportConfigurationAsync(new() { Passphrase = Passphrase }, default))).Code);
        Assert.Equal("passphrase", (await FaultOf(_bench.Engine.ExportConfigurationAsync(new() { Passphrase = "" }, default))).Field);
    }

    private static async Task<Fault> FaultOf(Task task) => (await Assert.ThrowsAsync<DNS4MeException>(() => task)).Fault;

    private static ImportRequest Request(string json, string? passphrase)
        => new() { Configuration = JsonDocument.Parse(json).RootElement, Passphrase = passphrase };

    private async Task<Configuration> ExportSecretAsync()
    {
        _bench.Service.RegistrationId = Planted;
        _bench.Start();
        await _bench.RegisterAsync();
        await _bench.ChangeAsync(SettingSection.Online, """{"timeoutSeconds":60}""");
        var exported = await _bench.Engine.ExportConfigurationAsync(new() { Passphrase = Passphrase }, default);
        Assert.DoesNotContain("PLANTED", ConfigurationText.Write(exported));
        return exported;
    }

    private Task<SettingResult> ImportAsync(Configuration configuration, string? passphrase) => ImportAsync(ConfigurationText.Write(configuration), passphrase);

    private Task<SettingResult> ImportAsync(string json, string? passphrase) => _other.Engine.ImportConfigurationAsync(Request(json, passphrase), default);
}
