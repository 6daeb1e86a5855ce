using System.Text.Json;
using DNS4Me.Agent.Settings;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Settings;

public sealed class SettingsStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-test-").FullName;

    private string File => Path.Combine(_folder, "settings.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_a_file_the_defaults_hold_and_nothing_is_written()
    {
        Assert.Equal(new AgentSettings(), new SettingsStore(File).Current);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_change_is_on_the_disk_and_leaves_the_other_members_alone()
    {
        var store = new SettingsStore(File);
        store.Change(Patch(SettingSection.Online, """{"timeoutSeconds":6}"""));
        store.Change(Patch(SettingSection.Online, """{"automatic":false,"address":"192.0.2.10"}"""));
        var read = new SettingsStore(File).Current.Online;
        Assert.Equal((TimeSpan.FromSeconds(6), false, "192.0.2.10"), (read.Timeout, read.Automatic, read.Address.ToString()));
    }

    [Fact]
    public void Null_puts_a_member_back_to_its_default()
    {
        var store = new SettingsStore(File);
        store.Change(Patch(SettingSection.Server, """{"hostName":"service.example","pins":[]}"""));
        store.Change(Patch(SettingSection.Server, """{"hostName":null}"""));
        Assert.Equal(ServerSetting.DefaultHostName, store.Current.Server.HostName);
    }

    [Theory]
    [InlineData("""{"timeoutSeconds":-1}""", "timeoutSeconds")]
    [InlineData("""{"timeoutSeconds":"soon"}""", "timeoutSeconds")]
    [InlineData("""{"address":"1"}""", "address")]
    [InlineData("""{"webRedirectPort":0}""", "webRedirectPort")]
    [InlineData("""{"colour":"red"}""", "colour")]
    [InlineData("""[1]""", "patch")]
    public void A_change_that_is_not_allowed_changes_nothing_and_names_the_member(string patch, string field)
    {
        var store = new SettingsStore(File);
        store.Change(Patch(SettingSection.Online, """{"timeoutSeconds":60}"""));
        var before = System.IO.File.ReadAllText(File);
        var fault = Assert.Throws<DNS4MeException>(() => store.Change(Patch(SettingSection.Online, patch))).Fault;
        Assert.Equal((FaultCode.InvalidValue, field), (fault.Code, fault.Field));
        Assert.Equal(before, System.IO.File.ReadAllText(File));
        Assert.Equal(TimeSpan.FromMinutes(1), store.Current.Online.Timeout);
    }

    [Fact]
    public void Every_fault_of_a_change_is_told()
        => Assert.Equal(
            ["timeoutSeconds", "webRedirectPort"],
            Assert.Throws<DNS4MeException>(() => new SettingsStore(File).Change(Patch(SettingSection.Online, """{"timeoutSeconds":1e9,"webRedirectPort":0}""")))
                .Faults.Select(fault => fault.Field));

    [Theory]
    [InlineData("{\"online\":{\"timeoutSeco")]
    [InlineData("")]
    [InlineData("{\"online\":{\"timeoutSeconds\":-5}}")]
    [InlineData("{\"colour\":\"red\"}")]
    public void A_broken_file_is_reported_and_never_overwritten(string contents)
    {
        System.IO.File.WriteAllText(File, contents);
        var store = new SettingsStore(File);
        Assert.Equal(FaultCode.SettingsUnreadable, Assert.Throws<DNS4MeException>(() => store.Current).Fault.Code);
        Assert.Equal(
            FaultCode.SettingsUnreadable,
            Assert.Throws<DNS4MeException>(() => store.Change(Patch(SettingSection.Online, """{"timeoutSeconds":60}"""))).Fault.Code);
        Assert.Equal(contents, System.IO.File.ReadAllText(File));

        System.IO.File.WriteAllText(File, """{"online":{"timeoutSeconds":7}}""");
        Assert.Equal(TimeSpan.FromSeconds(7), store.Current.Online.Timeout);
    }

    [Fact]
    public void The_previous_copy_is_kept_and_both_are_the_owners_alone()
    {
        var store = new SettingsStore(File);
        store.Change(Patch(SettingSection.Online, """{"timeoutSeconds":60}"""));
        store.Change(Patch(SettingSection.Online, """{"timeoutSeconds":70}"""));
        Assert.Equal(TimeSpan.FromSeconds(60), new SettingsStore(File + ".previous").Current.Online.Timeout);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File + ".previous"));
        }
    }

    [Fact]
    public void A_change_that_cannot_be_written_leaves_the_old_settings_in_force()
    {
        var gone = Path.Combine(_folder, "gone");
        Directory.CreateDirectory(gone);
        var store = new SettingsStore(Path.Combine(gone, "settings.json"));
        Directory.Delete(gone);
        var fault = Assert.Throws<DNS4MeException>(() => store.Change(Patch(SettingSection.Online, """{"timeoutSeconds":60}"""))).Fault;
        Assert.Equal(FaultCode.SettingsUnwritable, fault.Code);
        Assert.Equal(new AgentSettings(), store.Current);
    }

    private static SettingChange Patch(SettingSection section, string patch) => new() { Section = section, Patch = JsonDocument.Parse(patch).RootElement };
}
