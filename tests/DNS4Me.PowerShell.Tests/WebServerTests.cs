using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class WebServerTests : AgentFixture
{
    private static readonly WebServerStatus Status = new() { Running = true, Port = 8080, Since = Samples.Noon, Requests = 7, Bytes = 1234, Errors = 1, Connections = 2 };

    [Theory]
    [InlineData("", "{}")]
    [InlineData("8080", """{"port":8080}""")]
    [InlineData("-Port 8080 -HttpsPort 8443 -LogFormat w3c", """{"port":8080,"httpsPort":8443,"logFormat":"W3C"}""")]
    public void Only_what_was_given_is_sent(string given, string request)
    {
        AnswerStarts();
        Assert.Equal(Status, Run($"Start-DNS4MeWebServer {given} -PassThru").Single<WebServerStatus>());
        Assert.Equal(request, Agent.Single(AgentProtocol.StartWebServer).Json);
        Assert.Empty(Run("Start-DNS4MeWebServer").Output);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Port = '8080'; HttpsPort = ''; LogFormat = 'None' } | Start-DNS4MeWebServer", """{"port":8080,"logFormat":"None"}""")]
    [InlineData("Get-DNS4MeWebServer | Start-DNS4MeWebServer -LogFormat W3C", """{"port":8080,"logFormat":"W3C"}""")]
    [InlineData("Set-DNS4MeWebSite alice.example -Primary $true | Start-DNS4MeWebServer -Port 81", """{"port":81}""")]
    [InlineData("'a.example', 'b.example' | % { Set-DNS4MeWebSite $_ -Enabled $false -PassThru } | Start-DNS4MeWebServer -Port 81", """{"port":81}""")]
    public void It_is_started_once_after_what_comes_down_the_pipeline(string command, string request)
    {
        AnswerStarts();
        Agent.On(AgentProtocol.GetWebServer, _ => Status, AgentJson.Default.WebServerStatus);
        Agent.On(AgentProtocol.ChangeSettings, _ => new() { Settings = new() }, AgentJson.Default.SettingResult);
        Assert.Empty(Run(command).Errors);
        Assert.Equal(request, Agent.Single(AgentProtocol.StartWebServer).Json);
        Assert.Equal(AgentProtocol.StartWebServer, Agent.Methods[^1]);
    }

    [Theory]
    [InlineData("Start-DNS4MeWebServer 0", "port")]
    [InlineData("Start-DNS4MeWebServer -HttpsPort 65536", "httpsPort")]
    [InlineData("Start-DNS4MeWebServer -HttpsPort 80", "httpsPort")]
    public void What_the_rules_forbid_is_refused_before_anything_is_asked(string command, string target)
    {
        Assert.Equal(target, Run(command).Error(FaultCode.InvalidValue).TargetObject);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error_that_names_it()
    {
        Agent.Fail(AgentProtocol.StartWebServer, Faults.WebPortInUse(80));
        var error = Run("Start-DNS4MeWebServer").Error(FaultCode.WebPortInUse);
        Assert.Equal(("80", ErrorCategory.ResourceUnavailable), (error.TargetObject, error.CategoryInfo.Category));
    }

    [Theory]
    [InlineData("Start-DNS4MeWebServer")]
    [InlineData("Stop-DNS4MeWebServer")]
    public void WhatIf_sends_nothing(string command)
    {
        Assert.Empty(Run(command + " -WhatIf").Errors);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void It_is_stopped_and_how_it_stands_is_told()
    {
        var stopped = Status with { Running = false, Since = null };
        Agent.On(AgentProtocol.StopWebServer, _ => stopped, AgentJson.Default.WebServerStatus);
        Agent.On(AgentProtocol.GetWebServer, _ => stopped, AgentJson.Default.WebServerStatus);
        Assert.Equal(stopped, Run("Stop-DNS4MeWebServer -PassThru").Single<WebServerStatus>());
        Assert.Equal(stopped, Run("Get-DNS4MeWebServer").Single<WebServerStatus>());
    }

    [Fact]
    public void A_problem_is_shown()
    {
        Agent.On(AgentProtocol.GetWebServer, _ => Status with { Running = false, Fault = Faults.WebPortInUse(8080) }, AgentJson.Default.WebServerStatus);
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run("Get-DNS4MeWebServer | Out-Default").Errors);
        Assert.Matches(@"(?s)Running +: False\s+Port +: 8080.*Requests +: 7.*Fault +: .*cannot listen on port 8080", host.Shown);
    }

    private void AnswerStarts() => Agent.On(AgentProtocol.StartWebServer, _ => Status, AgentJson.Default.WebServerStatus);
}
