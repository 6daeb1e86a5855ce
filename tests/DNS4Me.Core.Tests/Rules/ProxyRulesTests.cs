using DNS4Me.Local;

namespace DNS4Me.Tests.Rules;

public class ProxyRulesTests
{
    [Theory]
    [InlineData("proxy.example", 1080, "")]
    [InlineData("192.0.2.1", 1, "alice")]
    [InlineData("2001:db8::1", 65535, "alice bob")]
    public void What_can_be_dialled_is_allowed(string address, int port, string userId)
        => Assert.Empty(ProxyRules.Check(new() { Type = ProxyType.Socks5, Address = address, Port = port, UserId = userId }));

    [Theory]
    [InlineData(ProxyType.Socks4, "", 1080, "", false, "address")]
    [InlineData(ProxyType.Socks5, "no name", 1080, "", false, "address")]
    [InlineData(ProxyType.Direct, "no name", 1080, "", false, "address")]
    [InlineData(ProxyType.Socks4A, "a.example", 0, "", false, "port")]
    [InlineData(ProxyType.Socks4A, "a.example", 65536, "", false, "port")]
    [InlineData(ProxyType.Socks4, "a.example", 1080, "a\0b", false, "userId")]
    [InlineData(ProxyType.Socks5, "a.example", 1080, "", true, "userId")]
    [InlineData((ProxyType)9, "a.example", 1080, "", false, "type")]
    public void What_no_proxy_understands_is_refused(ProxyType type, string address, int port, string userId, bool hasPassword, string field)
        => Assert.Equal(field, Assert.Single(ProxyRules.Check(new() { Type = type, Address = address, Port = port, UserId = userId, HasPassword = hasPassword })).Field);

    /// <summary>RFC 1929 counts octets.</summary>
    [Theory]
    [InlineData("é", 127, true)]
    [InlineData("é", 128, false)]
    [InlineData("a", 255, true)]
    [InlineData("a", 256, false)]
    [InlineData("", 0, true)]
    public void Lengths_are_those_of_the_wire(string letter, int times, bool allowed)
    {
        var text = string.Concat(Enumerable.Repeat(letter, times));
        Assert.Equal(allowed, ProxyRules.CheckPassword(text).Count == 0);
        Assert.Equal(allowed, ProxyRules.Check(new() { UserId = text }).Count == 0);
    }

    [Fact]
    public void Half_a_character_has_no_octets() => Assert.Equal("userId", Assert.Single(ProxyRules.Check(new() { UserId = "\ud800" })).Field);

    [Fact]
    public void A_password_is_shown_nowhere()
    {
        const string Planted = "PLANTED-PASSWORD-\ud800";
        Assert.DoesNotContain("PLANTED", Assert.Single(ProxyRules.CheckPassword(Planted)).ToString());
        Assert.DoesNotContain("PLANTED", new ProxyTestRequest { Password = Planted }.ToString());
        Assert.DoesNotContain("PLANTED", new SettingChange { Section = SettingSection.Proxy, Patch = default, Password = Planted }.ToString());
        Assert.DoesNotContain("PLANTED", new ProxySecret { Password = Planted }.ToString());
    }
}
