using DNS4Me.Agent.Checks;
using DNS4Me.Agent.Hosting;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Policies;

/// <summary>What <c>dns4me-agent check</c> tells.</summary>
public sealed class MachineCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dns4me-check-test-");
    private readonly FakePolicies _policies = new();

    private AgentHome Home => CurrentUser.HomeAt(Path.Combine(_folder.FullName, "home"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_machine_that_is_well_is_told_so_and_nothing_is_left_there()
    {
        Assert.Equal(["ok      home", "ok      policy", "ok      secrets"], Look().Where(line => !line.Contains("agent:", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]).Order());
        Assert.False(Directory.Exists(Home.Folder));

        Directory.CreateDirectory(Home.Folder);
        Assert.Contains(Look(), line => line == $"ok      home: {Home.Folder} can be used");
        Assert.Empty(Directory.GetFileSystemEntries(Home.Folder));
    }

    [Fact]
    public void Policies_are_told_with_their_source_and_value()
    {
        _policies.Set("""{"ServerHostName":"a.example","DisableWebServer":false}""");
        Assert.Equal(
            [
                "ok      policy: ServerHostName (MachinePolicy) 'Host name or address of the service': HostName is 'a.example'",
                "ok      policy: DisableWebServer (MachinePolicy) 'Turn off the web server': leaves Running alone",
            ],
            Look().Where(line => line.Contains("policy:", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_policy_that_cannot_be_obeyed_and_settings_that_cannot_be_read_are_failures()
    {
        _policies.Set("""{"ServerPort":0}""");
        Directory.CreateDirectory(Home.Folder);
        File.WriteAllText(Home.SettingsFile, "{");
        Assert.Equal(["FAILED  policy", "FAILED  settings"], Look().Where(line => line.StartsWith("FAILED", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]).Order());
        Assert.Contains(Look(), line => line.Contains("'ServerPort' must hold a whole number from 1 to 65535", StringComparison.Ordinal));
    }

    [Fact]
    public void A_home_that_is_no_folder_of_this_users_is_a_failure()
    {
        Rights.RequireRoot("give a folder away");
        Directory.CreateDirectory(Home.Folder);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(0, Libc.ChangeOwner(Home.Folder, 64999, 64999));
        }

        Assert.Contains(Look(), line => line.StartsWith("FAILED  home:", StringComparison.Ordinal) && line.Contains("64999", StringComparison.Ordinal));
    }

    private List<string> Look() => [.. new MachineCheck(Home, _policies).All().Select(finding => finding.ToString())];
}
