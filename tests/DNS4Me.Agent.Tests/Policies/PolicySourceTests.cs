using System.Runtime.Versioning;
using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Policies;

namespace DNS4Me.Agent.Tests.Policies;

/// <summary>Where policies are read from, and whose word counts.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PolicySourceTests : IDisposable
{
    private const string Timeout = """{"OnlineTimeoutSeconds":120}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dns4me-policy-");

    private string File => Path.Combine(_folder.FullName, "policy.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Without_a_file_or_its_folder_there_is_no_policy()
    {
        Assert.Empty(Source().Read().Values);
        Assert.Empty(new FilePolicySource(File + "/none").Read().Values);
    }

    [Fact]
    public void A_file_of_the_right_owner_is_obeyed()
    {
        Write(Timeout);
        Assert.Equal(SettingSource.MachinePolicy, Assert.Single(Source().Read().Governed).Value);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void What_others_may_write_is_not_obeyed(UnixFileMode others)
    {
        Write(Timeout);
        System.IO.File.SetUnixFileMode(File, Owner | others);
        Assert.Contains("can be written by others", Refusal(Source()).Message, StringComparison.Ordinal);

        System.IO.File.SetUnixFileMode(File, Owner);
        System.IO.File.SetUnixFileMode(_folder.FullName, Owner | UnixFileMode.UserExecute | others);
        Assert.Contains($"'{_folder.FullName}' can be written by others", Refusal(Source()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_belongs_to_somebody_else_is_not_obeyed()
    {
        Write(Timeout);
        Assert.Contains("belongs to the user", Refusal(new FilePolicySource(_folder.FullName, Libc.GetEffectiveUserId() + 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_its_place_is_not_obeyed()
    {
        var elsewhere = Path.Combine(_folder.FullName, "elsewhere");
        System.IO.File.WriteAllText(elsewhere, Timeout);
        System.IO.File.CreateSymbolicLink(File, elsewhere);
        Assert.Contains("is not a regular file", Refusal(Source()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_long_is_not_read()
    {
        Write(Timeout + new string(' ', DNS4Me.Policies.PolicyFile.Longest));
        Assert.Contains("longer than", Refusal(Source()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_registrys_user_is_asked_for_a_users_agent_alone()
    {
        var registry = new FakeRegistry();
        registry.Machine["ServerPort"] = 1207L;
        registry.User["ServerPort"] = 1208L;
        registry.User["ServerHostName"] = "user.example";

        Assert.Equal(
            [("ServerHostName", SettingSource.UserPolicy, "\"user.example\""), ("ServerPort", SettingSource.MachinePolicy, "1207")],
            new RegistryPolicySource(registry, AgentScope.User).Read().Values.Select(value => (value.Setting.ValueName, value.Source, value.Json)));
        Assert.Equal("ServerPort", Assert.Single(new RegistryPolicySource(registry, AgentScope.Machine).Read().Values).Setting.ValueName);
    }

    [Fact]
    public void A_key_that_cannot_be_read_is_told()
    {
        var fault = Refusal(new RegistryPolicySource(new FakeRegistry { Failure = new UnauthorizedAccessException("Access is denied.") }, AgentScope.Machine));
        Assert.Equal(@"HKEY_LOCAL_MACHINE\Software\Policies\DNS4Me", fault.Target);
        Assert.Contains("Access is denied.", fault.Message, StringComparison.Ordinal);
    }

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private FilePolicySource Source() => new(_folder.FullName, Libc.GetEffectiveUserId());

    private static Fault Refusal(IPolicySource source)
    {
        var fault = Assert.Throws<DNS4MeException>(() => source.Read()).Fault;
        Assert.Equal(FaultCode.PolicyUnreadable, fault.Code);
        return fault;
    }

    private void Write(string text)
    {
        System.IO.File.WriteAllText(File, text);
        System.IO.File.SetUnixFileMode(File, Owner);
    }

    private sealed class FakeRegistry : IPolicyRegistry
    {
        public Dictionary<string, object?> Machine { get; } = [];

        public Dictionary<string, object?> User { get; } = [];

        public Exception? Failure { get; init; }

        public IEnumerable<KeyValuePair<string, object?>> ValuesOf(SettingSource source)
            => Failure is not null ? throw Failure : source == SettingSource.UserPolicy ? User : Machine;
    }
}
