using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly TestHome _place = new();
    private readonly ModuleSession _session = new();

    public void Dispose()
    {
        _session.Dispose();
        _place.Dispose();
    }

    [Theory]
    [InlineData("Resolve-DNS4MeName ali")]
    [InlineData("Get-DNS4MeDomain -Name 'ali")]
    public void The_names_of_the_domains_come_from_the_file(string typed)
    {
        _place.Leave(new AgentStateFile { Status = Samples.Online, Registration = Samples.Registration });
        Assert.Equal(["alice.dyn.example", "alice.example"], Complete(typed));
    }

    [Fact]
    public void The_domains_of_web_sites_are_those_of_the_registration_and_those_that_have_one()
    {
        _place.Leave(new AgentStateFile { Status = Samples.Online, Registration = Samples.Registration });
        _place.Leave(new AgentSettings { Web = new() { Sites = new Dictionary<string, WebSite> { ["alibi.example"] = new() } } });
        Assert.Equal(["alibi.example", "alice.dyn.example", "alice.example"], Complete("Set-DNS4MeWebSite ali"));
        Assert.Equal(["Combined", "None", "W3C"], Complete("Start-DNS4MeWebServer -LogFormat ").Order());
    }

    [Fact]
    public void Without_a_file_that_can_be_read_nothing_is_offered()
    {
        Assert.DoesNotContain(Complete("Get-DNS4MeDomain -Name a"), text => text.Contains("example"));
        File.WriteAllText(_place.Home.StateFile, "{");
        Assert.DoesNotContain(Complete("Get-DNS4MeDomain -Name a"), text => text.Contains("example"));
    }

    [Fact]
    public void The_usual_types_of_records_are_offered()
        => Assert.Equal(["A", "AAAA", "ANY"], Complete("Resolve-DNS4MeName x -Type a"));

    [Theory]
    [InlineData("Add-DNS4MeRecord x y -Type a", "A", "AAAA")]
    [InlineData("Add-DNS4MeRecord x y -Type s", "SRV")]
    [InlineData("Get-DNS4MeRecord x y -Type c", "CAA", "CNAME")]
    [InlineData("Add-DNS4MeRecord x y -OnlineTarget ", "Default", "port:", "url:")]
    [InlineData("Add-DNS4MeRecord x y -OfflineTarget ", "Default", "OfflinePage", "url:")]
    [InlineData("Set-DNS4MeRecord x y -Tag i", "iodef", "issue", "issuewild")]
    [InlineData("Get-DNS4MeRecord -At o", "Offline", "Online")]
    public void The_words_that_a_record_can_have_are_offered(string typed, params string[] offered) => Assert.Equal(offered, Complete(typed));

    [Fact]
    public async Task The_names_of_a_domains_records_come_from_a_running_agent()
    {
        await using var agent = new FakeAgent(_place.Home);
        var records = new FakeRecords(agent);
        records.AddDefaults("alice.example");
        records.Add(new() { Domain = "alice.example", Name = "", Type = RecordType.A });
        records.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A });
        records.Add(new() { Domain = "alice.example", Name = "_sip._tcp", Type = RecordType.SRV, Port = 1, Target = "." });
        Assert.Equal(["''", "'*'", "www", "_sip._tcp"], Complete("Get-DNS4MeRecord alice.example "));
        Assert.Equal(["www"], Complete("Set-DNS4MeRecord -Domain Alice.example -Name 'w"));
        Assert.Equal(["_sip._tcp"], Complete("Remove-DNS4MeRecord -Domain alice.example -Name _"));
    }

    [Fact]
    public async Task Names_are_offered_only_when_they_come_soon()
    {
        Assert.DoesNotContain("www", Complete("Get-DNS4MeRecord alice.example w"));
        await using var agent = new FakeAgent(_place.Home);
        _ = new FakeRecords(agent) { OnGet = call => Task.Delay(Timeout.Infinite, call.Closed) };
        Assert.DoesNotContain("www", Complete("Get-DNS4MeRecord alice.example w"));
        await agent.ClientLeft.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("www", Complete("Get-DNS4MeRecord -Name w"));
    }

    [Theory]
    [InlineData("Reset-DNS4MeOption -Name re", "Reconnect ReconnectInterval")]
    [InlineData("Reset-DNS4MeOnlineSetting ti", "Timeout")]
    [InlineData("Reset-DNS4MeOfflineSetting ", "Address AddressIPv6 Behavior Url")]
    [InlineData("Reset-DNS4MeServer -Name p", "Pins Port")]
    [InlineData("Set-DNS4MeOfflineSetting -Behavior o", "OfflinePage")]
    public void The_names_of_settings_and_their_choices_are_offered(string typed, string offered)
        => Assert.Equal(offered.Split(' '), Complete(typed));

    private List<string> Complete(string typed)
    {
        using var shell = _session.Shell();
        return [.. CommandCompletion.CompleteInput(typed, typed.Length, null, shell).CompletionMatches.Select(match => match.CompletionText)];
    }
}
