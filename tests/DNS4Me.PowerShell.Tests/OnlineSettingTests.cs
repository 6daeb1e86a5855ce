using System.Net;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class OnlineSettingTests : AgentFixture
{
    private const string LastError = "ParameterArgumentTransformationError,DNS4Me.PowerShell.Commands.SetDNS4MeOnlineSettingCommand";

    [Theory]
    [InlineData("15", "900")]
    [InlineData("1.5", "90")]
    [InlineData("0", "0")]
    [InlineData("'15'", "900")]
    [InlineData("' 0.5 '", "30")]
    [InlineData("([long] 15)", "900")]
    [InlineData("([decimal] 0.1)", "6")]
    [InlineData("00:00:06", "6")]
    [InlineData("'1.00:00:00'", "86400")]
    [InlineData("'00:00:06.5'", "6.5")]
    [InlineData("([timespan]::FromSeconds(6))", "6")]
    [InlineData("([timespan]::Zero)", "0")]
    public void A_bare_number_is_minutes_and_a_time_is_exact(string given, string seconds)
    {
        AnswerChanges();
        Assert.Empty(Run($"Set-DNS4MeOnlineSetting -Timeout {given}").Errors);
        Assert.Equal($$"""{"timeoutSeconds":{{seconds}}}""", SentPatch());
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("'1e3'")]
    [InlineData("1:2:3:4:5:6")]
    [InlineData("'1,5'")]
    [InlineData("$true")]
    [InlineData("([version] '1.0')")]
    [InlineData("([double]::NaN)")]
    [InlineData("1e300")]
    public void What_is_no_timeout_is_refused_before_anything_is_asked(string given)
    {
        var error = Assert.Single(Run($"Set-DNS4MeOnlineSetting -Timeout {given}").Errors);
        Assert.Equal(LastError, error.FullyQualifiedErrorId);
        Assert.Contains("Give a number of minutes", error.Exception.Message);
        Assert.Empty(Agent.Methods);
    }

    [Theory]
    [InlineData("-Timeout -5", "timeoutSeconds")]
    [InlineData("-Timeout 00:00:00.5", "timeoutSeconds")]
    [InlineData("-Timeout 31.00:00:00", "timeoutSeconds")]
    [InlineData("-Automatic:$false", "address")]
    [InlineData("-Address 0.0.0.0", "address")]
    [InlineData("-Address 2001:db8::1", "2001:db8::1")]
    [InlineData("-AddressIPv6 192.0.2.1", "192.0.2.1")]
    [InlineData("-WebRedirectPort 0", "webRedirectPort")]
    [InlineData("-WebRedirectPort 65536", "webRedirectPort")]
    [InlineData("-WebRedirect Url", "")]
    [InlineData("-WebRedirectUrl ftp://x.example/", "ftp://x.example/")]
    [InlineData("-WebRedirectPort 81 -WebRedirectUrl http://x.example/", "webRedirect")]
    [InlineData("", "online settings")]
    public void What_the_rules_forbid_is_refused_before_anything_is_asked(string given, string target)
    {
        var error = Run("Set-DNS4MeOnlineSetting " + given).Error(FaultCode.InvalidValue);
        Assert.Equal(System.Management.Automation.ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Equal(target, error.TargetObject);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void Several_mistakes_are_several_errors()
        => Assert.Equal(2, Run("Set-DNS4MeOnlineSetting -Timeout -1 -WebRedirectPort 0").Errors.Count);

    [Theory]
    [InlineData("1")]
    [InlineData("0x7f.1")]
    [InlineData("010.0.0.1")]
    [InlineData("alice.example")]
    public void An_address_is_read_strictly(string given)
        => Assert.Equal(LastError, Assert.Single(Run($"Set-DNS4MeOnlineSetting -Address {given}").Errors).FullyQualifiedErrorId);

    [Theory]
    [InlineData("-Address 192.0.2.10", """{"automatic":false,"address":"192.0.2.10"}""")]
    [InlineData("-AddressIPv6 2001:db8::1", """{"automatic":false,"addressIPv6":"2001:db8::1"}""")]
    [InlineData("-Address 192.0.2.10 -Automatic $true", """{"automatic":true,"address":"192.0.2.10"}""")]
    [InlineData("-Automatic:$true", """{"automatic":true}""")]
    [InlineData("-WebRedirectPort 8000", """{"webRedirect":"Port","webRedirectPort":8000}""")]
    [InlineData("-WebRedirectUrl http://a.example/", """{"webRedirect":"Url","webRedirectUrl":"http://a.example/"}""")]
    [InlineData("-WebRedirect Disabled -WebRedirectPort 8000", """{"webRedirect":"Disabled","webRedirectPort":8000}""")]
    [InlineData("-WebRedirect Port -WebRedirectPort 8000", """{"webRedirect":"Port","webRedirectPort":8000}""")]
    [InlineData("-WebRedirectUrl ''", """{"webRedirectUrl":""}""")]
    public void Only_what_was_given_is_sent(string given, string patch)
    {
        AnswerChanges();
        Assert.Empty(Run("Set-DNS4MeOnlineSetting " + given).Errors);
        Assert.Equal(patch, SentPatch());
    }

    [Fact]
    public void A_change_is_judged_together_with_what_is_set_already()
    {
        Place.Leave(new AgentSettings { Online = new() { Address = IPAddress.Parse("192.0.2.1") } });
        AnswerChanges();
        Assert.Empty(Run("Set-DNS4MeOnlineSetting -Automatic:$false").Errors);
        Assert.Equal("""{"automatic":false}""", SentPatch());
    }

    [Fact]
    public void What_was_read_can_be_written_back()
    {
        var setting = new OnlineSetting { Timeout = TimeSpan.FromSeconds(6), AddressIPv6 = IPAddress.Parse("2001:db8::1") };
        Agent.On(AgentProtocol.GetSettings, _ => new() { Online = setting }, AgentJson.Default.AgentSettings);
        AnswerChanges();
        Assert.Empty(Run("Get-DNS4MeOnlineSetting | Set-DNS4MeOnlineSetting").Errors);
        Assert.Equal(
            """{"automatic":true,"address":"0.0.0.0","addressIPv6":"2001:db8::1","timeoutSeconds":6,"webRedirect":"Disabled","webRedirectPort":8080,"webRedirectUrl":""}""",
            SentPatch());
    }

    [Fact]
    public void A_blank_cell_means_not_given()
    {
        AnswerChanges();
        Assert.Empty(Run("[pscustomobject]@{ Automatic = ''; Timeout = '15'; Address = ''; WebRedirect = ' '; WebRedirectPort = '' } | Set-DNS4MeOnlineSetting").Errors);
        Assert.Equal("""{"timeoutSeconds":900}""", SentPatch());
    }

    [Fact]
    public void A_row_of_text_is_what_was_read()
    {
        AnswerChanges();
        Assert.Empty(Run("""
            [pscustomobject]@{ Automatic = 'False'; Address = '192.0.2.1'; AddressIPv6 = '::'; Timeout = '00:10:00'; WebRedirect = 'Disabled'; WebRedirectPort = '8080'; WebRedirectUrl = '' } |
                Set-DNS4MeOnlineSetting
            """).Errors);
        Assert.Equal(
            """{"automatic":false,"address":"192.0.2.1","addressIPv6":"::","timeoutSeconds":600,"webRedirect":"Disabled","webRedirectPort":8080,"webRedirectUrl":""}""",
            SentPatch());
    }

    [Fact]
    public void A_time_that_was_JSON_is_read_by_its_ticks_and_an_address_that_was_is_refused()
    {
        AnswerChanges();
        Assert.Empty(Run("[pscustomobject]@{ Timeout = [pscustomobject]@{ Ticks = [long] 9000000000; Days = 0 } } | Set-DNS4MeOnlineSetting").Errors);
        Assert.Equal("""{"timeoutSeconds":900}""", SentPatch());
        var error = Assert.Single(Run("[pscustomobject]@{ AddressIPv6 = [pscustomobject]@{ AddressFamily = 23; Address = $null } } | Set-DNS4MeOnlineSetting").Errors);
        Assert.Contains("-Depth 0", error.Exception.Message);
    }

    [Fact]
    public void The_new_settings_are_given_on_request()
    {
        AnswerChanges(new() { Timeout = TimeSpan.FromMinutes(15) });
        Assert.Empty(Run("Set-DNS4MeOnlineSetting -Timeout 15").All<OnlineSetting>());
        Assert.Equal(TimeSpan.FromMinutes(15), Run("Set-DNS4MeOnlineSetting -Timeout 15 -PassThru").Single<OnlineSetting>().Timeout);
    }

    [Fact]
    public void What_the_service_has_not_been_given_is_a_warning_and_the_settings_stand()
    {
        AnswerChanges(new(), Faults.ServiceTimedOut("s.example:1206", TimeSpan.FromSeconds(3)));
        var outcome = Run("Set-DNS4MeOnlineSetting -Timeout 15 -PassThru");
        Assert.Equal(
            "The settings are stored, but the service has not been given them yet: The service at s.example:1206 did not answer within 3 seconds. It is given them as soon as it is heard of again.",
            Assert.Single(outcome.Warnings));
        outcome.Single<OnlineSetting>();

        AnswerChanges(new(), Faults.RegistrationUnknown());
        Assert.StartsWith("The settings are stored, but the service does not take them: ", Assert.Single(Run("Set-DNS4MeOnlineSetting -Timeout 15").Warnings));
    }

    [Fact]
    public void What_the_agent_refuses_is_an_error_each()
    {
        Agent.Fail(AgentProtocol.ChangeSettings, Faults.InvalidValue("timeoutSeconds", "No."), Faults.InvalidValue("address", "Not that."));
        var errors = Run("Set-DNS4MeOnlineSetting -Timeout 15").Errors;
        Assert.Equal(["No.", "Not that."], errors.Select(error => error.Exception.Message));
        Assert.Equal(["timeoutSeconds", "address"], errors.Select(error => error.TargetObject));
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        Assert.Empty(Run("Set-DNS4MeOnlineSetting -Timeout 15 -WhatIf").Errors);
        Assert.Empty(Agent.Methods);
    }

    private void AnswerChanges(OnlineSetting? setting = null, Fault? unpublished = null)
        => Agent.On(AgentProtocol.ChangeSettings, _ => new() { Settings = new() { Online = setting ?? new() }, Unpublished = unpublished }, AgentJson.Default.SettingResult);

    private string SentPatch()
    {
        var change = Agent.Single(AgentProtocol.ChangeSettings).Argument(AgentJson.Default.SettingChange);
        Assert.Equal(SettingSection.Online, change.Section);
        return change.Patch.GetRawText();
    }
}
