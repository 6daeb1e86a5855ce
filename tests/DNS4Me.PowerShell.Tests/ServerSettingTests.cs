using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class ServerSettingTests : AgentFixture
{
    private const string Pin = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    [Theory]
    [InlineData("-HostName 127.0.0.1 -Port 4711 -Pin " + Pin, """{"hostName":"127.0.0.1","port":4711,"pins":["sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]}""")]
    [InlineData("-Pin @()", """{"pins":[]}""")]
    [InlineData("-VerifyName service.example", """{"verifyName":"service.example"}""")]
    [InlineData("-VerifyName ''", """{"verifyName":null}""")]
    [InlineData("-Default", """{"hostName":null,"port":null,"pins":null,"verifyName":null,"homePage":null}""")]
    [InlineData("-HomePage https://dyn.example/pages", """{"homePage":"https://dyn.example/pages"}""")]
    public void Only_what_was_given_is_sent(string given, string patch)
    {
        AnswerChanges();
        Assert.Empty(Run("Set-DNS4MeServer " + given).Errors);
        var change = Agent.Single(AgentProtocol.ChangeSettings).Argument(AgentJson.Default.SettingChange);
        Assert.Equal(SettingSection.Server, change.Section);
        Assert.Equal(patch, change.Patch.GetRawText());
    }

    [Theory]
    [InlineData("-HostName 'no name'", "no name")]
    [InlineData("-Port 0", "port")]
    [InlineData("-Port 70000", "port")]
    [InlineData("-Pin sha1/AAAA", "sha1/AAAA")]
    [InlineData("-VerifyName '-'", "-")]
    [InlineData("-HomePage ftp://dyn.example/", "ftp://dyn.example/")]
    [InlineData("-HomePage https://dyn.example/?page=", "https://dyn.example/?page=")]
    [InlineData("", "server settings")]
    public void What_the_rules_forbid_is_refused_before_anything_is_asked(string given, string target)
    {
        Assert.Equal(target, Run("Set-DNS4MeServer " + given).Error(FaultCode.InvalidValue).TargetObject);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void Each_bad_pin_is_an_error_of_its_own()
        => Assert.Equal(2, Run($"Set-DNS4MeServer -Pin x, {Pin}, y").Errors.Count);

    [Fact]
    public void What_was_read_can_be_written_back()
    {
        Agent.On(AgentProtocol.GetSettings, _ => new() { Server = new() { HostName = "s.example", Pins = [Pin] } }, AgentJson.Default.AgentSettings);
        AnswerChanges();
        Assert.Empty(Run("Get-DNS4MeServer | Set-DNS4MeServer").Errors);
        Assert.Equal($$"""{"hostName":"s.example","port":1206,"pins":["{{Pin}}"],"verifyName":null,"homePage":"http://www.DNS4Me.com/"}""",
            Agent.Single(AgentProtocol.ChangeSettings).Argument(AgentJson.Default.SettingChange).Patch.GetRawText());
    }

    [Fact]
    public void The_new_settings_are_given_on_request()
    {
        AnswerChanges();
        Assert.True(Run("Set-DNS4MeServer -Default -PassThru").Single<ServerSetting>().IsDefault);
    }

    [Theory]
    [InlineData("-Port 1")]
    [InlineData("-Default")]
    public void WhatIf_sends_nothing(string given)
    {
        Assert.Empty(Run($"Set-DNS4MeServer {given} -WhatIf").Errors);
        Assert.Empty(Agent.Methods);
    }

    private void AnswerChanges() => Agent.On(AgentProtocol.ChangeSettings, _ => new() { Settings = new() }, AgentJson.Default.SettingResult);
}
