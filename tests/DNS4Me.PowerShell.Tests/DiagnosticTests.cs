using System.IO.Compression;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>Export-DNS4MeDiagnostic.</summary>
public sealed class DiagnosticTests : AgentFixture
{
    private const string RegistrationId = "5M93V-CJ09A-7K2QX-ZZ81B";

    private static readonly string[] Always = ["agent.json", "events.json", "files.txt", "last-fault.txt", "network.txt", "problems.txt", "settings.json", "status.json", "versions.txt", "web-server.json"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dns4me-diagnostic-");

    private string Zip => Path.Combine(_folder.FullName, "a.zip");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void An_agents_answers_are_gathered()
    {
        Answer(Faults.ServiceRefused("s.example:1206"));
        Assert.Equal(Zip, Run($"Export-DNS4MeDiagnostic '{Zip}' -PassThru").Single<FileInfo>().FullName);
        var files = Contents();
        Assert.Equal([.. Always.Append("registration.json").Order()], files.Keys.Order());
        Assert.Contains($"Agent: {FakeAgent.ModuleVersion}", files["versions.txt"]);
        Assert.Contains("Module: ", files["versions.txt"]);
        Assert.Contains("ServiceRefused", files["last-fault.txt"]);
        Assert.Contains("The domains are online.", files["events.json"]);
        Assert.Contains("alice@example.com", files["registration.json"]);
        Assert.StartsWith("None", files["problems.txt"]);
    }

    [Fact]
    public async Task Without_an_agent_its_files_are_gathered_and_what_cannot_be_read_is_told_of()
    {
        await Agent.StopAsync();
        Place.Leave(new AgentStateFile { Status = Samples.Online with { RecentStatus = [Samples.Event(4, "left") with { Fault = FaultCode.ServiceBusy }] }, Registration = Samples.Registration });
        await File.WriteAllTextAsync(Place.Home.SettingsFile, "{ torn", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Place.Home.Folder, "agent-crash.log"), "it fell here", TestContext.Current.CancellationToken);
        Assert.Empty(Run($"Export-DNS4MeDiagnostic '{Zip}'").All<FileInfo>());
        var files = Contents();
        Assert.Contains("Agent: not running", files["versions.txt"]);
        Assert.Contains("left", files["events.json"]);
        Assert.Contains("ServiceBusy", files["last-fault.txt"]);
        Assert.Equal("it fell here\n", files["agent-crash.log"]);
        Assert.Contains("settings.json: SettingsUnreadable", files["problems.txt"]);
        Assert.DoesNotContain("settings.json", files.Keys);
        Assert.Matches(OperatingSystem.IsWindows() ? "settings\\.json" : @"(?m)^0700 .* \.$", files["files.txt"]);
        Assert.Contains("settings.json", files["files.txt"]);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public async Task No_secret_gets_into_the_zip()
    {
        string[] secrets = [RegistrationId, "protected-blob", "key-octets", "key-f00d", "s3cret-word", "proxy-pass", "hunter2"];
        Place.Leave(new StoredRegistration { Name = "Alice", Email = "alice@example.com", ProtectedId = "protected-blob" });
        Directory.CreateDirectory(Place.Home.KeyFolder);
        await File.WriteAllTextAsync(Path.Combine(Place.Home.KeyFolder, "key-f00d.xml"), "key-octets", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Place.Home.Folder, "agent-crash.log"), $"Authorization: Bearer s3cret-word\npassword = hunter2 {RegistrationId.ToLowerInvariant()}", TestContext.Current.CancellationToken);
        Answer(Faults.InternalError($"of {RegistrationId} at http://alice:proxy-pass@proxy.example/"));
        Assert.Empty(Run($"Export-DNS4MeDiagnostic '{Zip}'").Errors);
        var everything = string.Concat(Contents().Select(file => file.Key + file.Value));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, everything, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("(redacted)", everything);
        Assert.Contains("proxy.example", everything);
        Assert.Contains("keys", everything);
    }

    [Fact]
    public void A_member_that_is_named_like_a_secret_is_redacted_wherever_it_stands()
    {
        var type = ((Type)Assert.Single(Run("(Get-Command Export-DNS4MeDiagnostic).ImplementingType").Output).BaseObject).Assembly.GetType("DNS4Me.PowerShell.Diagnostics.Redactor", throwOnError: true)!;
        var json = (string)type.GetMethod("Json")!.Invoke(null, ["""{"proxy":[{"host":"p","password":"x1","port":3,"on":true}],"registrationId":"x2","registrationIdHint":"WXYZ","Passphrase":{"a":"x3"},"pins":["sha256/ok"],"none":null}"""])!;
        Assert.DoesNotContain("x1", json);
        Assert.DoesNotContain("x2", json);
        Assert.DoesNotContain("x3", json);
        Assert.Contains("\"port\": 3", json);
        Assert.Contains("WXYZ", json);
        Assert.Contains("sha256/ok", json);
    }

    [Fact]
    public void The_zip_is_its_owners_alone_and_replaces_a_file_on_request_alone()
    {
        Answer();
        Assert.Empty(Run($"Export-DNS4MeDiagnostic '{Zip}'").Errors);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Zip));
        }

        Run($"Export-DNS4MeDiagnostic '{Zip}'").Error(FaultCode.FileExists);
        Assert.Empty(Run($"Export-DNS4MeDiagnostic '{Zip}' -Force").Errors);
        Assert.Empty(Run($"Export-DNS4MeDiagnostic '{Zip}2' -WhatIf").Errors);
        Assert.Equal([Zip], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void Without_a_path_the_file_is_in_the_present_folder_and_told()
    {
        Answer();
        var file = Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{_folder.FullName}'); Export-DNS4MeDiagnostic").Single<FileInfo>();
        Assert.Equal(_folder.FullName, file.DirectoryName);
        Assert.True(file.Exists);
    }

    private void Answer(Fault? fault = null)
    {
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online with { Fault = fault }, AgentJson.Default.AgentStatus);
        Agent.On(AgentProtocol.GetSettings, _ => new(), AgentJson.Default.AgentSettings);
        Agent.On(AgentProtocol.GetWebServer, _ => new() { Running = false, Port = WebServerSetting.DefaultPort }, AgentJson.Default.WebServerStatus);
        Agent.On(AgentProtocol.GetRegistration, _ => Samples.Registration, AgentJson.Default.RegistrationInfo);
        Agent.On(AgentProtocol.GetEvents, _ => Samples.Online.RecentStatus, AgentJson.Default.IReadOnlyListStatusEvent);
    }

    private Dictionary<string, string> Contents()
    {
        using var zip = ZipFile.OpenRead(Zip);
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }
}
