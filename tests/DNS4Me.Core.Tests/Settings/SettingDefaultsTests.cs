using System.Globalization;
using System.Net;

namespace DNS4Me.Tests.Settings;

/// <summary>The defaults that the help file lists at the end of each dialog's page, line by line and in its words.</summary>
public class SettingDefaultsTests
{
    [Theory]
    [InlineData("Automatically determine IP address (recommended): Enabled")]
    [InlineData("Use the following IP address: 0.0.0.0")]
    [InlineData("Timeout: 10 minutes")]
    [InlineData("Enable Web redirects for www subdomain: Disabled")]
    [InlineData("Redirect to alternate port: 8080")]
    [InlineData("Redirect to alternate URL: Blank")]
    public void Online_settings_are_the_help_files(string line)
    {
        var setting = new OnlineSetting();
        Says(line, Name(line) switch
        {
            "Automatically determine IP address (recommended)" => Switch(setting.Automatic),
            "Use the following IP address" => setting.Address.ToString(),
            "Timeout" => Minutes(setting.Timeout),
            "Enable Web redirects for www subdomain" => Switch(setting.WebRedirect != WebRedirect.Disabled),
            "Redirect to alternate port" => Number(setting.WebRedirectPort),
            "Redirect to alternate URL" => Text(setting.WebRedirectUrl, "Blank"),
            _ => null,
        });
        Assert.Equal(IPAddress.IPv6Any, setting.AddressIPv6);
        Assert.Empty(SettingRules.Check(setting));
    }

    [Theory]
    [InlineData("Send visitors to an offline page (HTTP only): Enabled")]
    [InlineData("Set my IP address to: 0.0.0.0")]
    [InlineData("Redirection URL: http://www.DNS4Me.com/")]
    public void Offline_settings_are_the_help_files(string line)
    {
        var setting = new OfflineSetting();
        Says(line, Name(line) switch
        {
            "Send visitors to an offline page (HTTP only)" => Switch(setting.Behavior == OfflineBehavior.OfflinePage),
            "Set my IP address to" => setting.Address.ToString(),
            "Redirection URL" => setting.Url,
            _ => null,
        });
        Assert.Equal(IPAddress.IPv6Any, setting.AddressIPv6);
        Assert.Empty(SettingRules.Check(setting));
    }

    [Theory]
    [InlineData("Start DNS4Me when Windows starts: Determined by installer (Enabled)")]
    [InlineData("Minimize to systray upon startup: Disabled")]
    [InlineData("Go online at application start: Enabled")]
    [InlineData("Warn before exiting DNS4Me: Enabled")]
    [InlineData("Attempt to reconnect every 'X' minutes: Enabled")]
    [InlineData("Reconnection time: 5 minutes")]
    public void Options_are_the_help_files(string line)
    {
        var option = new ClientOption();
        Says(line, Name(line) switch
        {
            "Start DNS4Me when Windows starts" => $"Determined by installer ({Switch(option.StartWithSystem)})",
            "Minimize to systray upon startup" => Switch(option.StartMinimized),
            "Go online at application start" => Switch(option.GoOnlineAtStart),
            "Warn before exiting DNS4Me" => Switch(option.WarnBeforeExit),
            "Attempt to reconnect every 'X' minutes" => Switch(option.Reconnect),
            "Reconnection time" => Minutes(option.ReconnectInterval),
            _ => null,
        });
        Assert.Null(option.KeepAliveInterval);
        Assert.Null(option.LookInterval);
        Assert.Empty(SettingRules.Check(option));
    }

    [Theory]
    [InlineData("Connect to the default DNS4Me server (recommended): Enabled")]
    [InlineData("Hostname or IP address: server1.DNS4Me.com")]
    [InlineData("Port: 1206")]
    public void Server_settings_are_the_help_files(string line)
    {
        var setting = new ServerSetting();
        Says(line, Name(line) switch
        {
            "Connect to the default DNS4Me server (recommended)" => Switch(setting.IsDefault),
            "Hostname or IP address" => setting.HostName,
            "Port" => Number(setting.Port),
            _ => null,
        });
        Assert.Equal((0, null, "http://www.DNS4Me.com/"), (setting.Pins.Count, setting.VerifyName, setting.HomePage));
        Assert.Empty(SettingRules.Check(setting));
    }

    [Theory]
    [InlineData("Proxy Server Type: Direct Internet Connection")]
    [InlineData("Proxy Server Address: Empty")]
    [InlineData("Port: 1080")]
    [InlineData("Proxy Server User ID: Empty")]
    [InlineData("Proxy Server Password: Empty")]
    public void Proxy_settings_are_the_help_files(string line)
    {
        var setting = new ProxySetting();
        Says(line, Name(line) switch
        {
            "Proxy Server Type" => setting.Type == ProxyType.Direct ? "Direct Internet Connection" : $"{setting.Type}",
            "Proxy Server Address" => Text(setting.Address, "Empty"),
            "Port" => Number(setting.Port),
            "Proxy Server User ID" => Text(setting.UserId, "Empty"),
            "Proxy Server Password" => setting.HasPassword ? "Set" : "Empty",
            _ => null,
        });
        Assert.Empty(ProxyRules.Check(setting));
    }

    [Theory]
    [InlineData("Port: 80")]
    [InlineData("Enable web site on this domain: Disabled")]
    [InlineData("Primary (default) domain: Disabled")]
    [InlineData("Local folder: Blank")]
    [InlineData("Enable directory listings: Disabled")]
    [InlineData("Default documents: index.htm, index.html")]
    public void The_web_servers_settings_are_the_help_files(string line)
    {
        var (setting, site) = (new WebServerSetting(), new WebSite());
        Says(line, Name(line) switch
        {
            "Port" => Number(setting.Port),
            "Enable web site on this domain" => Switch(site.Enabled),
            "Primary (default) domain" => Switch(site.Primary),
            "Local folder" => Text(site.LocalFolder, "Blank"),
            "Enable directory listings" => Switch(site.DirectoryListing),
            "Default documents" => string.Join(", ", site.DefaultDocuments),
            _ => null,
        });
        Assert.Equal((false, 443, WebLogFormat.Combined, 0), (setting.Running, setting.HttpsPort, setting.LogFormat, setting.Sites.Count));
        Assert.Equal(("", "", false, false), (site.Certificate, site.CertificateKey, site.HasCertificatePassword, site.RedirectToHttps));
        Assert.Empty(WebRules.Check(setting));
        Assert.Empty(WebRules.Check("alice.example", site));
    }

    private static string Name(string line) => line[..line.IndexOf(": ", StringComparison.Ordinal)];

    private static void Says(string line, string? value) => Assert.Equal(line, $"{Name(line)}: {value}");

    private static string Switch(bool on) => on ? "Enabled" : "Disabled";

    private static string Minutes(TimeSpan time) => $"{Number((int)time.TotalMinutes)} minutes";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(string text, string empty) => text.Length == 0 ? empty : text;
}
