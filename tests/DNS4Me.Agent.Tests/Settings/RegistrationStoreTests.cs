using DNS4Me.Agent.Settings;

namespace DNS4Me.Agent.Tests.Settings;

public sealed class RegistrationStoreTests : IDisposable
{
    private const string Secret = "PLANTED-SECRET-0001";
    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-test-").FullName;

    private string Keys => Path.Combine(_folder, "keys");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_a_registration_that_is_what_is_said()
        => Assert.Equal(FaultCode.NotRegistered, Assert.Throws<DNS4MeException>(() => Open().GetId()).Fault.Code);

    [Fact]
    public void The_ID_comes_back_for_the_next_agent_and_stands_in_no_file()
    {
        Open().Save(new() { Name = "Alice", Email = "alice@example.com", RegistrationId = Secret });
        Assert.Equal((Secret, "Alice"), (Open().GetId(), Open().Get().Name));
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(Secret, File.ReadAllText(file));
        }
    }

    [Fact]
    public void Without_its_key_the_ID_cannot_be_read_and_the_fault_says_what_to_do()
    {
        Open().Save(new() { Name = "Alice", Email = "alice@example.com", RegistrationId = Secret });
        Directory.Delete(Keys, recursive: true);
        var fault = Assert.Throws<DNS4MeException>(() => Open().GetId()).Fault;
        Assert.Equal(FaultCode.SecretUnreadable, fault.Code);
        Assert.Contains("Register-DNS4Me", fault.Action);
    }

    [Fact]
    public void A_broken_file_is_reported()
    {
        File.WriteAllText(Path.Combine(_folder, "registration.json"), "{");
        Assert.Equal(FaultCode.SettingsUnreadable, Assert.Throws<DNS4MeException>(() => Open().Get()).Fault.Code);
    }

    private RegistrationStore Open() => new(Path.Combine(_folder, "registration.json"), new SecretProtector(Keys));
}
