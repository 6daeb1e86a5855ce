using System.Net;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class ResetTests : AgentFixture
{
    [Theory]
    [InlineData("Reset-DNS4MeOnlineSetting", """{"automatic":null,"address":null,"addressIPv6":null,"timeoutSeconds":null,"webRedirect":null,"webRedirectPort":null,"webRedirectUrl":null}""")]
    [InlineData("Reset-DNS4MeOnlineSetting timeout, WebRedirect", """{"timeoutSeconds":null,"webRedirect":null}""")]
    [InlineData("Reset-DNS4MeOnlineSetting -Name Web*", """{"webRedirect":null,"webRedirectPort":null,"webRedirectUrl":null}""")]
    [InlineData("Reset-DNS4MeOfflineSetting", """{"behavior":null,"address":null,"addressIPv6":null,"url":null}""")]
    [InlineData("Reset-DNS4MeOption", """{"startWithSystem":null,"startMinimized":null,"goOnlineAtStart":null,"warnBeforeExit":null,"reconnect":null,"reconnectSeconds":null,"keepAliveSeconds":null,"lookSeconds":null}""")]
    [InlineData("Reset-DNS4MeServer", """{"hostName":null,"port":null,"pins":null,"verifyName":null,"homePage":null}""")]
    [InlineData("'Pins' | Reset-DNS4MeServer", """{"pins":null}""")]
    public void All_of_a_section_or_what_is_named_goes_back_to_its_default(string command, string patch)
    {
        AnswerChanges();
        Assert.Empty(Run(command).Errors);
        Assert.Equal(patch, Agent.Single(AgentProtocol.ChangeSettings).Argument(AgentJson.Default.SettingChange).Patch.GetRawText());
    }

    [Theory]
    [InlineData("Reset-DNS4MeOnlineSetting Colour", "Colour")]
    [InlineData("Reset-DNS4MeServer IsDefault", "IsDefault")]
    [InlineData("Reset-DNS4MeOption Timeout, Reconnect", "Timeout")]
    public void A_name_that_means_nothing_is_refused(string command, string target)
    {
        Assert.Equal(target, Run(command).Error(FaultCode.InvalidValue).TargetObject);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void What_is_left_must_still_make_sense()
    {
        Place.Leave(new AgentSettings { Online = new() { Automatic = false, Address = IPAddress.Parse("192.0.2.1") } });
        Assert.Equal("address", Run("Reset-DNS4MeOnlineSetting Address").Error(FaultCode.InvalidValue).TargetObject);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void The_new_settings_are_given_on_request()
    {
        AnswerChanges();
        Assert.Empty(Run("Reset-DNS4MeOption").All<ClientOption>());
        Assert.Equal(new(), Run("Reset-DNS4MeOption -PassThru").Single<ClientOption>());
        Assert.Equal(new(), Run("Reset-DNS4MeOfflineSetting -PassThru").Single<OfflineSetting>());
    }

    [Fact]
    public void A_confirmation_that_is_denied_sends_nothing()
    {
        // The choices are Yes, Yes to All, No.
        var host = new RecordingHost(choice: 2);
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run("Reset-DNS4MeOption -Confirm").Errors);
        Assert.Single(host.Questions);
        Assert.Empty(Agent.Methods);
    }

    private void AnswerChanges() => Agent.On(AgentProtocol.ChangeSettings, _ => new() { Settings = new() }, AgentJson.Default.SettingResult);
}
