using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class OptionTests : AgentFixture
{
    [Theory]
    [InlineData("-Reconnect $false", """{"reconnect":false}""")]
    [InlineData("-Reconnect:$true -StartMinimized 1", """{"startMinimized":true,"reconnect":true}""")]
    [InlineData("-StartWithSystem false -GoOnlineAtStart TRUE -WarnBeforeExit 0", """{"startWithSystem":false,"goOnlineAtStart":true,"warnBeforeExit":false}""")]
    [InlineData("-ReconnectInterval 10", """{"reconnectSeconds":600}""")]
    [InlineData("-ReconnectInterval 00:00:30 -KeepAliveInterval 2", """{"reconnectSeconds":30,"keepAliveSeconds":120}""")]
    [InlineData("-KeepAliveInterval Default", """{"keepAliveSeconds":null}""")]
    [InlineData("-KeepAliveInterval ''", """{"keepAliveSeconds":null}""")]
    [InlineData("-KeepAliveInterval $null", """{"keepAliveSeconds":null}""")]
    [InlineData("-LookInterval 00:00:30", """{"lookSeconds":30}""")]
    [InlineData("-LookInterval Default", """{"lookSeconds":null}""")]
    public void Only_what_was_given_is_sent(string given, string patch)
    {
        AnswerChanges();
        Assert.Empty(Run("Set-DNS4MeOption " + given).Errors);
        Assert.Equal(patch, SentPatch());
    }

    [Theory]
    [InlineData("", "options")]
    [InlineData("-ReconnectInterval ''", "options")]
    [InlineData("-ReconnectInterval 0", "reconnectSeconds")]
    [InlineData("-KeepAliveInterval 0", "keepAliveSeconds")]
    [InlineData("-LookInterval 0", "lookSeconds")]
    [InlineData("-ReconnectInterval 31.00:00:00", "reconnectSeconds")]
    public void What_makes_no_sense_is_refused_before_anything_is_asked(string given, string target)
    {
        Assert.Equal(target, Run("Set-DNS4MeOption " + given).Error(FaultCode.InvalidValue).TargetObject);
        Assert.Empty(Agent.Methods);
    }

    [Theory]
    [InlineData("maybe")]
    [InlineData("2")]
    [InlineData("@()")]
    public void A_check_box_is_on_or_off(string given)
    {
        Assert.StartsWith("ParameterArgumentTransformationError", Assert.Single(Run("Set-DNS4MeOption -Reconnect " + given).Errors).FullyQualifiedErrorId);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void What_was_read_can_be_written_back()
    {
        Agent.On(AgentProtocol.GetSettings, _ => new() { Option = new() { Reconnect = false } }, AgentJson.Default.AgentSettings);
        AnswerChanges();
        Assert.Empty(Run("Get-DNS4MeOption | Set-DNS4MeOption").Errors);
        Assert.Equal(
            """{"startWithSystem":true,"startMinimized":false,"goOnlineAtStart":true,"warnBeforeExit":true,"reconnect":false,"reconnectSeconds":300,"keepAliveSeconds":null,"lookSeconds":null}""",
            SentPatch());
    }

    [Fact]
    public void A_row_of_text_means_the_same_and_a_blank_cell_nothing()
    {
        AnswerChanges();
        Assert.Empty(Run("[pscustomobject]@{ Reconnect = ''; StartMinimized = 'True'; WarnBeforeExit = 'False'; ReconnectInterval = '00:05:00' } | Set-DNS4MeOption").Errors);
        Assert.Equal("""{"startMinimized":true,"warnBeforeExit":false,"reconnectSeconds":300}""", SentPatch());
    }

    [Theory]
    [InlineData("Set-DNS4MeOption -ReconnectInterval 10 -Reconnect $true", "change ReconnectInterval from 00:05:00 to 00:10:00")]
    [InlineData("Set-DNS4MeOption -KeepAliveInterval 1", "change KeepAliveInterval from Default to 00:01:00")]
    [InlineData("Set-DNS4MeOption -LookInterval 1", "change LookInterval from Default to 00:01:00")]
    [InlineData("Set-DNS4MeOption -Reconnect $true", "change nothing, since all is so already")]
    [InlineData("Set-DNS4MeOnlineSetting -Timeout 0 -Address 192.0.2.1", "change Automatic from True to False; Address from 0.0.0.0 to 192.0.2.1; Timeout from 00:10:00 to never")]
    [InlineData("Set-DNS4MeOnlineSetting -WebRedirectUrl http://a.example/", "change WebRedirect from Disabled to Url; WebRedirectUrl from (blank) to 'http://a.example/'")]
    [InlineData("Set-DNS4MeServer -Port 1207", "change Port from 1206 to 1207")]
    [InlineData("Reset-DNS4MeOption", "put back to the defaults: StartMinimized from True to False")]
    [InlineData("Reset-DNS4MeOption -Name Recon*", "change nothing, since all is at its default already")]
    public void WhatIf_tells_what_would_change_from_what_to_what(string command, string told)
    {
        Place.Leave(new AgentSettings { Option = new() { StartMinimized = true } });
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run(command + " -WhatIf").Errors);
        Assert.Contains($"\"{told}\"", host.Shown);
        Assert.Empty(Agent.Methods);
    }

    private void AnswerChanges() => Agent.On(AgentProtocol.ChangeSettings, _ => new() { Settings = new() }, AgentJson.Default.SettingResult);

    private string SentPatch()
    {
        var change = Agent.Single(AgentProtocol.ChangeSettings).Argument(AgentJson.Default.SettingChange);
        Assert.Equal(SettingSection.Option, change.Section);
        return change.Patch.GetRawText();
    }
}
