using System.Net;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class ProxyTests : AgentFixture
{
    private const string Secret = "PLANTED-PASSWORD-0005";
    private const string Typed = "([Net.NetworkCredential]::new('', '" + Secret + "').SecurePassword)";
    private const string Credential = "([pscredential]::new('alice', " + Typed + "))";

    private static readonly ProxySetting Stored = new() { Type = ProxyType.Socks5, Address = "proxy.example", UserId = "alice", HasPassword = true };

    [Theory]
    [InlineData("Socks5 proxy.example 1081", """{"type":"Socks5","address":"proxy.example","port":1081}""", null)]
    [InlineData("-Type socks4a -Address 192.0.2.1 -UserId alice", """{"type":"Socks4A","address":"192.0.2.1","userId":"alice"}""", null)]
    [InlineData("-UserId alice -Password " + Typed, """{"userId":"alice","hasPassword":true}""", Secret)]
    [InlineData("-Credential " + Credential, """{"userId":"alice","hasPassword":true}""", Secret)]
    [InlineData("-UserId '' -Password ([securestring]::new())", """{"userId":"","hasPassword":false}""", "")]
    [InlineData("Direct", """{"type":"Direct"}""", null)]
    public void Only_what_was_given_is_sent(string given, string patch, string? password)
    {
        AnswerChanges();
        Assert.Empty(Run("Set-DNS4MeProxy " + given).Errors);
        var change = Agent.Single(AgentProtocol.ChangeSettings).Argument(AgentJson.Default.SettingChange);
        Assert.Equal((SettingSection.Proxy, patch, password), (change.Section, change.Patch.GetRawText(), change.Password));
    }

    [Theory]
    [InlineData("Set-DNS4MeProxy Socks5", "address")]
    [InlineData("Set-DNS4MeProxy -Address 'no name'", "no name")]
    [InlineData("Set-DNS4MeProxy -Port 0", "port")]
    [InlineData("Set-DNS4MeProxy -Password " + Typed, "userId")]
    [InlineData("Set-DNS4MeProxy", "proxy settings")]
    [InlineData("Test-DNS4MeProxy Socks5", "address")]
    [InlineData("Test-DNS4MeProxy -TimeoutSec 0", "0")]
    public void What_the_rules_forbid_is_refused_before_anything_is_asked(string command, string target)
    {
        Assert.Equal(target, Run(command).Error(FaultCode.InvalidValue).TargetObject);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void What_was_read_can_be_written_back_and_the_password_stays()
    {
        Agent.On(AgentProtocol.GetSettings, _ => new() { Proxy = Stored }, AgentJson.Default.AgentSettings);
        Place.Leave(new AgentSettings { Proxy = Stored });
        AnswerChanges();
        Assert.Empty(Run("Get-DNS4MeProxy | Set-DNS4MeProxy").Errors);
        var change = Agent.Single(AgentProtocol.ChangeSettings).Argument(AgentJson.Default.SettingChange);
        Assert.Equal("""{"type":"Socks5","address":"proxy.example","port":1080,"userId":"alice"}""", change.Patch.GetRawText());
        Assert.Null(change.Password);
    }

    [Fact]
    public void Clearing_puts_everything_back_and_the_password_with_it()
    {
        AnswerChanges();
        Assert.Equal(new(), Run("Clear-DNS4MeProxy -PassThru").Single<ProxySetting>());
        Assert.Equal("""{"type":null,"address":null,"port":null,"userId":null,"hasPassword":null}""",
            Agent.Single(AgentProtocol.ChangeSettings).Argument(AgentJson.Default.SettingChange).Patch.GetRawText());
    }

    [Theory]
    [InlineData("Set-DNS4MeProxy Direct")]
    [InlineData("Clear-DNS4MeProxy")]
    public void WhatIf_sends_nothing(string command)
    {
        Assert.Empty(Run(command + " -WhatIf").Errors);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void A_test_of_what_is_stored_says_yes_and_in_detail_what_the_service_sees()
    {
        Place.Leave(new AgentSettings { Proxy = Stored });
        AnswerTests(null);
        Assert.True(Run("Test-DNS4MeProxy").Single<bool>());
        Assert.Equal(IPAddress.Parse("192.0.2.9"), Run("Test-DNS4MeProxy -Detailed").Single<ProxyTestResult>().SeenAddress);
        var request = Agent.All(AgentProtocol.TestProxy)[0].Argument(AgentJson.Default.ProxyTestRequest);
        Assert.Equal((Stored, null, ProxyRules.UsualTest), (request.Proxy, request.Password, request.Timeout));
    }

    [Fact]
    public void Others_can_be_tried_before_they_are_stored()
    {
        Place.Leave(new AgentSettings { Proxy = Stored });
        AnswerTests(null);
        Assert.Empty(Run($"Test-DNS4MeProxy Socks5 other.example -Credential {Credential} -TimeoutSec 5").Errors);
        var request = Agent.Single(AgentProtocol.TestProxy).Argument(AgentJson.Default.ProxyTestRequest);
        Assert.Equal((Stored with { Address = "other.example" }, Secret, TimeSpan.FromSeconds(5)), (request.Proxy, request.Password, request.Timeout));
        Assert.Equal([AgentProtocol.TestProxy], Agent.Methods);
    }

    [Fact]
    public void A_test_that_fails_says_no_and_warns_why()
    {
        var fault = Faults.ProxyVersion("proxy.example:1080", ProxyType.Socks4, ProxyType.Socks5);
        AnswerTests(fault);
        var outcome = Run("Test-DNS4MeProxy Socks4 proxy.example");
        Assert.Empty(outcome.Errors);
        Assert.False(outcome.Single<bool>());
        Assert.Equal(fault, Run("Test-DNS4MeProxy Socks4 proxy.example -Detailed").Single<ProxyTestResult>().Fault);
    }

    private void AnswerChanges() => Agent.On(AgentProtocol.ChangeSettings, _ => new() { Settings = new() }, AgentJson.Default.SettingResult);

    private void AnswerTests(Fault? fault) => Agent.On(
        AgentProtocol.TestProxy,
        call => new()
        {
            Succeeded = fault is null,
            Proxy = call.Argument(AgentJson.Default.ProxyTestRequest).Proxy!,
            Server = "service.example:1206",
            SeenAddress = fault is null ? IPAddress.Parse("192.0.2.9") : null,
            Duration = TimeSpan.FromSeconds(1),
            Fault = fault,
        },
        AgentJson.Default.ProxyTestResult);
}
