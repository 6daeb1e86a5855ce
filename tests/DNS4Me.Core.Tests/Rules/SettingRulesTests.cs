using System.Net;

namespace DNS4Me.Tests.Rules;

public class SettingRulesTests
{
    private const string Pin = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    public static TheoryData<OnlineSetting, string[]> OnlineSettings => new()
    {
        { new() { Timeout = TimeSpan.Zero }, [] },
        { new() { Timeout = TimeSpan.FromSeconds(1) }, [] },
        { new() { Timeout = TimeSpan.FromDays(30) }, [] },
        { new() { Timeout = TimeSpan.FromMilliseconds(999) }, ["timeoutSeconds"] },
        { new() { Timeout = TimeSpan.FromDays(31) }, ["timeoutSeconds"] },
        { new() { Timeout = TimeSpan.FromSeconds(-1) }, ["timeoutSeconds"] },
        { new() { Automatic = false }, ["address"] },
        { new() { Automatic = false, Address = IPAddress.Parse("192.0.2.1") }, [] },
        { new() { Automatic = false, AddressIPv6 = IPAddress.Parse("2001:db8::1") }, [] },
        { new() { Address = IPAddress.Parse("2001:db8::1") }, ["address"] },
        { new() { AddressIPv6 = IPAddress.Parse("192.0.2.1") }, ["addressIPv6"] },
        { new() { AddressIPv6 = IPAddress.Parse("fe80::1%3") }, ["addressIPv6"] },
        { new() { WebRedirect = (WebRedirect)9 }, ["webRedirect"] },
        { new() { WebRedirectPort = 0 }, ["webRedirectPort"] },
        { new() { WebRedirectPort = 65536 }, ["webRedirectPort"] },
        { new() { WebRedirect = WebRedirect.Url }, ["webRedirectUrl"] },
        { new() { WebRedirectUrl = "nonsense" }, ["webRedirectUrl"] },
        { new() { Timeout = TimeSpan.FromDays(99), Automatic = false, WebRedirectPort = -1 }, ["timeoutSeconds", "address", "webRedirectPort"] },
    };

    [Theory]
    [MemberData(nameof(OnlineSettings))]
    public void Online_settings_are_checked_and_every_fault_is_told(OnlineSetting setting, string[] fields)
        => AssertFields(fields, SettingRules.Check(setting));

    [Fact]
    public void Offline_settings_are_checked()
    {
        AssertFields(["address"], SettingRules.Check(new OfflineSetting { Behavior = OfflineBehavior.Address }));
        AssertFields([], SettingRules.Check(new OfflineSetting { Behavior = OfflineBehavior.Address, Address = IPAddress.Loopback }));
        AssertFields(["url"], SettingRules.Check(new OfflineSetting { Url = "" }));
        AssertFields(["behavior"], SettingRules.Check(new OfflineSetting { Behavior = (OfflineBehavior)4 }));
    }

    [Fact]
    public void Server_settings_are_checked()
    {
        AssertFields([], SettingRules.Check(new ServerSetting { HostName = "192.0.2.1", Port = 1, Pins = [Pin], VerifyName = "a.example" }));
        AssertFields([], SettingRules.Check(new ServerSetting { HostName = "2001:db8::1" }));
        AssertFields(["hostName", "verifyName", "port", "pins"], SettingRules.Check(new ServerSetting { HostName = "a b", Port = 0, Pins = ["sha256/short"], VerifyName = "" }));
        AssertFields(["hostName"], SettingRules.Check(new ServerSetting { HostName = "https://a.example" }));
        AssertFields([], SettingRules.Check(new ServerSetting { HomePage = "https://a.example/dns" }));
        Assert.All(["", "a.example", "ftp://a.example/", "https://u:p@a.example/", "https://a.example/?", "https://a.example/#top"], page => AssertFields(["homePage"], SettingRules.Check(new ServerSetting { HomePage = page })));
    }

    [Theory]
    [InlineData("Alice", "alice@example.com", "ABCD-EFGH", new string[0])]
    [InlineData("", "alice@example.com", "ABCD", new[] { "name" })]
    [InlineData("Alice", "alice", "ABCD", new[] { "email" })]
    [InlineData("Alice", "alice@", "ABCD", new[] { "email" })]
    [InlineData("Alice", "al ice@example.com", "ABCD", new[] { "email" })]
    [InlineData("Alice", "alice@example.com", "AB CD", new[] { "registrationId" })]
    [InlineData("Alice", "alice@example.com", "AB\nCD", new[] { "registrationId" })]
    [InlineData(null, null, null, new[] { "name", "email", "registrationId" })]
    public void A_registration_is_checked(string? name, string? email, string? id, string[] fields)
        => AssertFields(fields, SettingRules.CheckRegistration(name, email, id));

    [Fact]
    public void A_mistyped_registration_ID_is_not_repeated_in_the_fault()
        => Assert.DoesNotContain("SECRET", Assert.Single(SettingRules.CheckRegistration("Alice", "alice@example.com", "SECRET WITH BLANKS")).ToString());

    [Fact]
    public void What_is_wrong_with_a_URL_is_told_without_repeating_a_password_or_thousands_of_characters()
    {
        var secret = Assert.Single(SettingRules.Check(new OfflineSetting { Url = "https://alice:SECRET@example.com/" }));
        Assert.Contains("password", secret.Message);
        Assert.DoesNotContain("SECRET", secret.ToString());
        var longOne = Assert.Single(SettingRules.Check(new OfflineSetting { Url = "https://example.com/" + new string('a', 3000) }));
        Assert.Contains("2048", longOne.Message);
        Assert.DoesNotContain("aaa", longOne.ToString());
    }

    private static void AssertFields(string[] expected, IReadOnlyList<Fault> faults)
    {
        Assert.Equal(expected, faults.Select(fault => fault.Field));
        Assert.All(faults, fault => Assert.Equal(FaultCode.InvalidValue, fault.Code));
    }
}
