using System.Net;

namespace DNS4Me.Tests.Settings;

/// <summary>The defaults that the help file lists at the end of each dialog's page.</summary>
public class SettingDefaultsTests
{
    [Fact]
    public void Online_settings_are_the_help_files()
    {
        var setting = new OnlineSetting();
        Assert.True(setting.Automatic);
        Assert.Equal(IPAddress.Parse("0.0.0.0"), setting.Address);
        Assert.Equal(TimeSpan.FromMinutes(10), setting.Timeout);
        Assert.Equal(WebRedirect.Disabled, setting.WebRedirect);
        Assert.Equal(8080, setting.WebRedirectPort);
        Assert.Equal("", setting.WebRedirectUrl);
        Assert.Empty(SettingRules.Check(setting));
    }

    [Fact]
    public void Offline_settings_are_the_help_files()
    {
        var setting = new OfflineSetting();
        Assert.Equal(OfflineBehavior.OfflinePage, setting.Behavior);
        Assert.Equal(IPAddress.Parse("0.0.0.0"), setting.Address);
        Assert.Equal("http://www.DNS4Me.com/", setting.Url);
        Assert.Empty(SettingRules.Check(setting));
    }

    [Fact]
    public void Options_are_the_help_files()
    {
        var option = new ClientOption();
        Assert.True(option.StartWithSystem);
        Assert.False(option.StartMinimized);
        Assert.True(option.GoOnlineAtStart);
        Assert.True(option.WarnBeforeExit);
        Assert.True(option.Reconnect);
        Assert.Equal(TimeSpan.FromMinutes(5), option.ReconnectInterval);
    }

    [Fact]
    public void Server_settings_are_the_help_files()
    {
        var setting = new ServerSetting();
        Assert.Equal("server1.DNS4Me.com", setting.HostName);
        Assert.Equal(1206, setting.Port);
        Assert.True(setting.IsDefault);
        Assert.Empty(SettingRules.Check(setting));
    }
}
