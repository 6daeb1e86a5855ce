using System.Net;
using DNS4Me.Local;

namespace DNS4Me.Tests.Local;

public class ConfigurationTextTests
{
    private const string Pin = "sha256/AA+/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static readonly SealedSecret Secret = new()
    {
        Iterations = ConfigurationRules.SealIterations,
        Salt = new byte[ConfigurationRules.SaltBytes],
        Nonce = new byte[ConfigurationRules.NonceBytes],
        Ciphertext = new byte[20],
        Tag = new byte[ConfigurationRules.TagBytes],
    };

    [Fact]
    public void A_configuration_survives_the_way_to_the_file_and_back()
    {
        var settings = new AgentSettings
        {
            Online = new() { Automatic = false, Address = IPAddress.Parse("192.0.2.1"), Timeout = TimeSpan.Zero, WebRedirect = WebRedirect.Port, WebRedirectPort = 81 },
            Offline = new() { Behavior = OfflineBehavior.Url, Url = "http://a.example/?a=1&b=2" },
            Option = new() { StartMinimized = true, Reconnect = false, KeepAliveInterval = TimeSpan.FromMinutes(3) },
            Server = new() { HostName = "a.example", Port = 1207, Pins = [Pin], VerifyName = "b.example", HomePage = "https://a.example/" },
            Proxy = new() { Type = ProxyType.Socks5, Address = "proxy.example", Port = 1081, UserId = "alice", HasPassword = true },
            Web = new()
            {
                Running = true,
                Port = 8080,
                LogFormat = WebLogFormat.W3C,
                Sites = new Dictionary<string, WebSite>
                {
                    ["a.example"] = new() { Enabled = true, Primary = true, LocalFolder = @"C:\sites\a", DefaultDocuments = ["home.htm"], Certificate = @"C:\a.pfx", HasCertificatePassword = true, RedirectToHttps = true },
                    ["b.example"] = new() { LocalFolder = "/srv/b", DirectoryListing = true },
                },
            },
        };
        var text = ConfigurationText.Write(new() { Settings = settings, Registration = Secret, ProxyPassword = Secret, CertificatePasswords = Secret });
        var read = ConfigurationText.Read(text);
        Assert.Equal(settings, read.Settings);
        Assert.Equal(Secret.Iterations, read.Registration!.Iterations);
        Assert.Equal(Secret.Iterations, read.ProxyPassword!.Iterations);
        Assert.Equal(Secret.Iterations, read.CertificatePasswords!.Iterations);
        Assert.Contains(Pin, text);
    }

    [Fact]
    public void Without_a_registration_the_file_has_none()
    {
        var text = ConfigurationText.Write(new() { Settings = new() });
        Assert.DoesNotContain("registration", text);
        Assert.Null(ConfigurationText.Read(text).Registration);
    }

    [Fact]
    public void A_member_left_out_within_a_section_has_its_default()
        => Assert.Equal(new AgentSettings { Online = new() { Timeout = TimeSpan.FromMinutes(1) } },
            ConfigurationText.Read("""{"version":1,"settings":{"online":{"timeoutSeconds":60},"offline":{},"option":{},"server":{},"proxy":{},"web":{}}}""").Settings);

    [Theory]
    [InlineData("", "configuration")]
    [InlineData("{", "configuration")]
    [InlineData("[]", "version")]
    [InlineData("{}", "version")]
    [InlineData("""{"version":2,"colour":"red"}""", "version")]
    [InlineData("""{"version":"1"}""", "version")]
    [InlineData("""{"version":1}""", "settings")]
    [InlineData("""{"version":1,"settings":null}""", "settings")]
    [InlineData("""{"version":1,"settings":[]}""", "settings")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"proxy":{},"web":{}}}""", "settings.server")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"server":{},"web":{}}}""", "settings.proxy")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"server":{},"proxy":{}}}""", "settings.web")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"server":{},"proxy":{},"web":{"sites":{"a.example":null}}}}""", "settings.web.sites.a.example")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"server":{},"proxy":{},"web":{"sites":{"A.example":{}}}}}""", "sites.A.example")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"server":{},"proxy":{},"web":{"sites":{"a.example":{"colour":1}}}}}""", "settings.web.sites.a.example.colour")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"server":7,"proxy":{},"web":{}}}""", "settings.server")]
    [InlineData("""{"version":1,"settings":{"online":{"colour":"red"},"offline":{},"option":{},"server":{},"proxy":{},"web":{}}}""", "settings.online.colour")]
    [InlineData("""{"version":1,"colour":"red","settings":{"online":{},"offline":{},"option":{},"server":{},"proxy":{},"web":{}}}""", "colour")]
    [InlineData("""{"version":1,"settings":{"online":{"address":null},"offline":{},"option":{},"server":{},"proxy":{},"web":{}}}""", "settings.online.address")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"server":{"pins":[null]},"proxy":{},"web":{}}}""", "settings.server.pins")]
    [InlineData("""{"version":1,"settings":{"online":{"automatic":true,"automatic":false},"offline":{},"option":{},"server":{},"proxy":{},"web":{}}}""", "settings.online.automatic")]
    [InlineData("""{"version":1,"settings":{"online":{"timeoutSeconds":"soon"},"offline":{},"option":{},"server":{},"proxy":{},"web":{}}}""", "settings.online.timeoutSeconds")]
    [InlineData("""{"version":1,"settings":{"online":{"timeoutSeconds":-1},"offline":{},"option":{},"server":{},"proxy":{},"web":{}}}""", "settings.online.timeoutSeconds")]
    [InlineData("""{"version":1,"settings":{"online":{"webRedirectPort":0},"offline":{},"option":{},"server":{},"proxy":{},"web":{}}}""", "webRedirectPort")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{"behavior":"Url","url":"ftp://x/"},"option":{},"server":{},"proxy":{},"web":{}}}""", "url")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"server":{},"proxy":{},"web":{}},"registration":{"iterations":600000}}""", "registration")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"server":{},"proxy":{},"web":{}},"proxyPassword":{"iterations":1,"salt":"","nonce":"","ciphertext":"","tag":""}}""", "proxyPassword.iterations")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"server":{},"proxy":{"password":"x"},"web":{}}}""", "settings.proxy.password")]
    [InlineData("""{"version":1,"settings":{"online":{},"offline":{},"option":{},"server":{},"proxy":{},"web":{}},"registration":{"iterations":1,"salt":"!","nonce":"","ciphertext":"","tag":""}}""", "registration.salt")]
    public void What_means_nothing_is_refused_by_name(string text, string field)
    {
        var fault = Assert.Throws<DNS4MeException>(() => ConfigurationText.Read(text)).Fault;
        Assert.Equal((FaultCode.InvalidValue, field), (fault.Code, fault.Field));
    }

    [Fact]
    public void Every_fault_of_the_values_is_told()
        => Assert.Equal(
            ["webRedirectPort", "reconnectSeconds", "port", "port", "port"],
            Assert.Throws<DNS4MeException>(() => ConfigurationText.Read(
                """{"version":1,"settings":{"online":{"webRedirectPort":0},"offline":{},"option":{"reconnectSeconds":0},"server":{"port":0},"proxy":{"port":0},"web":{"port":0}}}""")).Faults.Select(fault => fault.Field));

    [Theory]
    [InlineData(ConfigurationRules.SealIterations - 1, false)]
    [InlineData(ConfigurationRules.SealIterations, true)]
    [InlineData(ConfigurationRules.MostIterations, true)]
    [InlineData(ConfigurationRules.MostIterations + 1, false)]
    [InlineData(-1, false)]
    public void The_rounds_of_a_foreign_seal_are_bounded_both_ways(int iterations, bool allowed)
        => Assert.Equal(allowed, ConfigurationRules.Check(Secret with { Iterations = iterations }, "registration").Count == 0);

    [Fact]
    public void Every_part_of_a_seal_has_its_length()
        => Assert.Equal(
            ["registration.salt", "registration.nonce", "registration.tag", "registration.ciphertext"],
            ConfigurationRules.Check(Secret with { Salt = [], Nonce = new byte[13], Tag = new byte[12], Ciphertext = new byte[5000] }, "registration").Select(fault => fault.Field));

    [Theory]
    [InlineData("correct horse", true)]
    [InlineData("p", true)]
    [InlineData("\U0001F40E", true)]
    [InlineData("", false)]
    [InlineData("   ", false)]
    public void A_passphrase_is_text_that_is_not_blank(string passphrase, bool allowed)
        => Assert.Equal(allowed, ConfigurationRules.CheckPassphrase(passphrase).Count == 0);

    [Fact]
    public void Half_a_surrogate_pair_is_no_passphrase()
        => Assert.All(["\ud83d", "\udc0e\ud83d", "a\udc0e"], (string half) => Assert.NotEmpty(ConfigurationRules.CheckPassphrase(half)));

    [Fact]
    public void A_text_without_end_is_refused()
        => Assert.Equal("configuration", Assert.Throws<DNS4MeException>(() => ConfigurationText.Read(new string(' ', ConfigurationText.Longest + 1))).Fault.Field);
}
