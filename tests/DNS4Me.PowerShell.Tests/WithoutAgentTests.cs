using System.Net;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>No agent runs, and there is no program to start: whatever tried to start one would fail.</summary>
public sealed class WithoutAgentTests : IDisposable
{
    private readonly TestHome _place = new();
    private readonly ModuleCopy _copy = new();
    private readonly ModuleSession _session;

    public WithoutAgentTests() => _session = new(_copy.Manifest);

    public void Dispose()
    {
        _session.Dispose();
        _copy.Dispose();
        _place.Dispose();
    }

    [Fact]
    public void In_an_untouched_home_the_domains_are_offline_at_the_default_service()
    {
        var status = _session.Run("Get-DNS4MeStatus").Single<AgentStatus>();
        Assert.Equal(AgentState.Offline, status.State);
        Assert.False(status.AgentRunning);
        Assert.Equal("server1.DNS4Me.com:1206", status.Server);
    }

    [Fact]
    public void The_web_server_and_its_sites_are_told_from_the_files()
    {
        _place.Leave(new AgentStateFile { Status = Samples.Online });
        _place.Leave(new AgentSettings { Web = new() { Running = true, Port = 8080, Sites = new Dictionary<string, WebSite> { ["bob.example"] = new() { LocalFolder = "/srv/bob" } } } });
        var status = _session.Run("Get-DNS4MeWebServer").Single<WebServerStatus>();
        Assert.Equal((false, 8080, FaultCode.AgentNotRunning), (status.Running, status.Port, status.Fault!.Code));
        Assert.Equal(["alice.dyn.example", "alice.example", "bob.example"], _session.Run("Get-DNS4MeWebSite").All<WebSiteInfo>().Select(site => site.Domain));
        Assert.Contains("Start-DNS4MeAgent", Assert.Single(_session.Run("Stop-DNS4MeWebServer").Warnings));
        _place.Leave(new AgentSettings());
        Assert.Empty(_session.Run("Stop-DNS4MeWebServer").Warnings);
        Assert.Null(_session.Run("Get-DNS4MeWebServer").Single<WebServerStatus>().Fault);
    }

    [Fact]
    public void An_agent_that_went_without_a_word_left_the_domains_online_until_the_lease_ends()
    {
        _place.Leave(new AgentStateFile { WantsOnline = true, Status = Samples.Online });
        var outcome = _session.Run("Get-DNS4MeStatus");
        Assert.Equal(AgentState.Online, outcome.Single<AgentStatus>().State);
        Assert.Equal(FaultCode.AgentNotRunning, outcome.Single<AgentStatus>().Fault!.Code);
        Assert.Contains("without a word", Assert.Single(outcome.Warnings));
    }

    [Fact]
    public void After_the_lease_the_domains_are_offline()
    {
        _place.Leave(new AgentStateFile { WantsOnline = true, Status = Samples.Online with { LeaseEnds = Samples.Noon } });
        var outcome = _session.Run("Get-DNS4MeStatus");
        Assert.Equal(AgentState.Offline, outcome.Single<AgentStatus>().State);
        Assert.Equal(Samples.Noon, outcome.Single<AgentStatus>().Since);
        Assert.Empty(outcome.Warnings);
    }

    [Fact]
    public void Settings_are_read_from_the_file_and_are_the_defaults_without_one()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), _session.Run("Get-DNS4MeOnlineSetting").Single<OnlineSetting>().Timeout);
        Assert.True(_session.Run("Get-DNS4MeServer").Single<ServerSetting>().IsDefault);
        _place.Leave(new AgentSettings { Online = new() { Address = IPAddress.Loopback }, Server = new() { HostName = "s.example" } });
        Assert.Equal(IPAddress.Loopback, _session.Run("Get-DNS4MeOnlineSetting").Single<OnlineSetting>().Address);
        Assert.Equal("s.example", _session.Run("Get-DNS4MeServer").Single<ServerSetting>().HostName);
    }

    [Theory]
    [InlineData("Get-DNS4MeStatus", "state.json")]
    [InlineData("Get-DNS4MeOnlineSetting", "settings.json")]
    [InlineData("Get-DNS4MeServer", "settings.json")]
    [InlineData("Set-DNS4MeOnlineSetting -Timeout 1", "settings.json")]
    [InlineData("Get-DNS4MeEvent", "state.json")]
    [InlineData("Get-DNS4MeRegistration", "registration.json")]
    public void A_torn_file_is_reported_and_left_as_it_is(string command, string file)
    {
        var path = Path.Combine(_place.Home.Folder, file);
        File.WriteAllText(path, "{\"status\":");
        Assert.Equal(path, _session.Run(command).Error(FaultCode.SettingsUnreadable).TargetObject);
        Assert.Equal("{\"status\":", File.ReadAllText(path));
    }

    [Fact]
    public void The_registration_is_told_from_the_files()
    {
        _session.Run("Get-DNS4MeRegistration").Error(FaultCode.NotRegistered);
        _place.Leave(new StoredRegistration { Name = "Alice", Email = "alice@example.com", ProtectedId = "CfDJ8…" });
        Assert.Equal("Alice", _session.Run("Get-DNS4MeRegistration").Single<RegistrationInfo>().Name);
        _place.Leave(new AgentStateFile { Status = Samples.Online, Registration = Samples.Registration });
        Assert.Equal("…WXYZ", _session.Run("Get-DNS4MeRegistration").Single<RegistrationInfo>().RegistrationIdHint);
    }

    [Fact]
    public void The_newest_events_are_told_from_the_file()
    {
        Assert.Empty(_session.Run("Get-DNS4MeEvent").All<StatusEvent>());
        _place.Leave(new AgentStateFile { Status = Samples.Online });
        Assert.Equal(2, _session.Run("Get-DNS4MeEvent").All<StatusEvent>().Count);
        Assert.Equal(2, _session.Run("Get-DNS4MeEvent -Newest 1").Single<StatusEvent>().Sequence);
        _session.Run("Get-DNS4MeEvent -Follow").Error(FaultCode.AgentNotRunning);
    }

    [Fact]
    public void There_is_no_agent_to_tell_of_or_to_stop()
    {
        var info = _session.Run("Get-DNS4MeAgent").Single<AgentInfo>();
        Assert.False(info.Running);
        Assert.Equal(_place.Home.Folder, info.Home);
        Assert.Equal(_place.Home.Endpoint, info.Endpoint);
        Assert.False(_session.Run("Stop-DNS4MeAgent -PassThru").Single<AgentInfo>().Running);
    }

    [Fact]
    public void Disconnecting_says_what_it_cannot_do()
    {
        Assert.Empty(_session.Run("Disconnect-DNS4Me").Warnings);
        _place.Leave(new AgentStateFile { WantsOnline = true, StoppedCleanly = true, Status = new() { State = AgentState.Offline } });
        Assert.Contains("Start-DNS4MeAgent", Assert.Single(_session.Run("Disconnect-DNS4Me").Warnings));
        _place.Leave(new AgentStateFile { WantsOnline = true, Status = Samples.Online });
        Assert.Equal(2, _session.Run("Disconnect-DNS4Me").Warnings.Count);
    }

    [Theory]
    [InlineData("Connect-DNS4Me")]
    [InlineData("Update-DNS4MeAddress")]
    [InlineData("Register-DNS4Me A a@b x")]
    [InlineData("Set-DNS4MeServer -Port 1")]
    [InlineData("Get-DNS4MeDomain")]
    [InlineData("Get-DNS4MeRecord")]
    [InlineData("Add-DNS4MeRecord alice.example www A")]
    [InlineData("Set-DNS4MeRecord -Id 1 -TimeToLive 5")]
    [InlineData("Remove-DNS4MeRecord -Id 1 -Confirm:$false")]
    [InlineData("Resolve-DNS4MeName a.example")]
    [InlineData("Start-DNS4MeAgent")]
    public void What_needs_an_agent_says_that_its_program_is_missing(string command)
        => Assert.Equal(_copy.Agent, _session.Run(command).Error(FaultCode.AgentMissing).TargetObject);

    [Fact]
    public void A_socket_that_an_agent_left_is_no_agent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A pipe leaves nothing behind.");
        using (var left = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified))
        {
            left.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_place.Home.Endpoint + ".x"));
            File.Move(_place.Home.Endpoint + ".x", _place.Home.Endpoint);
        }

        Assert.False(_session.Run("Get-DNS4MeAgent").Single<AgentInfo>().Running);
    }
}
