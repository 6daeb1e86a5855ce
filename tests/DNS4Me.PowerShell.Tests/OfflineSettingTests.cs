using System.Net;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class OfflineSettingTests : AgentFixture
{
    [Theory]
    [InlineData("KeepAddress", """{"behavior":"KeepAddress"}""")]
    [InlineData("-Behavior OfflinePage", """{"behavior":"OfflinePage"}""")]
    [InlineData("-Address 192.0.2.10", """{"behavior":"Address","address":"192.0.2.10"}""")]
    [InlineData("-AddressIPv6 2001:db8::1", """{"behavior":"Address","addressIPv6":"2001:db8::1"}""")]
    [InlineData("-Url https://a.example/", """{"behavior":"Url","url":"https://a.example/"}""")]
    [InlineData("-Behavior KeepAddress -Url https://a.example/", """{"behavior":"KeepAddress","url":"https://a.example/"}""")]
    [InlineData("-Behavior Url -Address 192.0.2.10", """{"behavior":"Url","address":"192.0.2.10"}""")]
    public void Only_what_was_given_is_sent_and_a_filled_field_chooses_its_behavior(string given, string patch)
    {
        AnswerChanges();
        Assert.Empty(Run("Set-DNS4MeOfflineSetting " + given).Errors);
        Assert.Equal(patch, SentPatch());
    }

    [Theory]
    [InlineData("", "offline settings")]
    [InlineData("-Behavior Address", "address")]
    [InlineData("-Address 0.0.0.0", "address")]
    [InlineData("-Address 192.0.2.1 -Url http://a.example/", "behavior")]
    [InlineData("-Url a.example", "a.example")]
    [InlineData("-AddressIPv6 192.0.2.1", "192.0.2.1")]
    public void What_makes_no_sense_is_refused_before_anything_is_asked(string given, string target)
    {
        Assert.Equal(target, Run("Set-DNS4MeOfflineSetting " + given).Error(FaultCode.InvalidValue).TargetObject);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void What_was_read_can_be_written_back_and_keeps_its_behavior()
    {
        var setting = new OfflineSetting { Behavior = OfflineBehavior.KeepAddress, Address = IPAddress.Parse("192.0.2.1") };
        Agent.On(AgentProtocol.GetSettings, _ => new() { Offline = setting }, AgentJson.Default.AgentSettings);
        AnswerChanges();
        Assert.Empty(Run("Get-DNS4MeOfflineSetting | Set-DNS4MeOfflineSetting").Errors);
        Assert.Equal("""{"behavior":"KeepAddress","address":"192.0.2.1","addressIPv6":"::","url":"http://www.DNS4Me.com/"}""", SentPatch());
    }

    [Theory]
    [InlineData("Behavior = ''; Address = ' '; AddressIPv6 = ''; Url = 'http://a.example/'", """{"behavior":"Url","url":"http://a.example/"}""")]
    [InlineData("Behavior = 'OfflinePage'; Address = '0.0.0.0'; AddressIPv6 = '::'; Url = 'http://a.example/'", """{"behavior":"OfflinePage","address":"0.0.0.0","addressIPv6":"::","url":"http://a.example/"}""")]
    public void A_row_means_what_it_says_and_a_blank_cell_nothing(string row, string patch)
    {
        AnswerChanges();
        Assert.Empty(Run($"[pscustomobject]@{{ {row} }} | Set-DNS4MeOfflineSetting").Errors);
        Assert.Equal(patch, SentPatch());
    }

    private void AnswerChanges() => Agent.On(AgentProtocol.ChangeSettings, _ => new() { Settings = new() }, AgentJson.Default.SettingResult);

    private string SentPatch()
    {
        var change = Agent.Single(AgentProtocol.ChangeSettings).Argument(AgentJson.Default.SettingChange);
        Assert.Equal(SettingSection.Offline, change.Section);
        return change.Patch.GetRawText();
    }
}
