using System.Net;
using DNS4Me.Server.Redirector;

namespace DNS4Me.Server.Tests.Redirector;

/// <summary>Host × presence, without HTTP.</summary>
public class RedirectRulesTests
{
    private const string Domain = "alice.dns4me.test";
    private const string OfflinePage = "http://offline.dns4me.test/";
    private static readonly HostTarget Fixed = HostTarget.ToAddress(IPAddress.Parse("203.0.113.1"));

    private static readonly DomainRecord[] Records =
    [
        TestZones.Host("port", HostTarget.ToPort(81), HostTarget.ToUrl("http://other.example/")),
        TestZones.Host("url", HostTarget.ToUrl("https://shop.example/x?y"), HostTarget.OfflinePage),
        TestZones.Host("fixed", Fixed, Fixed),
        TestZones.Alias("alias", "port." + Domain),
        TestZones.Alias("out", "www.example.org"),
        TestZones.Alias("ring", "ring." + Domain),
        TestZones.Host("round", HostTarget.ToUrl($"http://url.{Domain}/ignored")),
        TestZones.Mail("_only.mail", 5, "mx.example"),
    ];

    [Theory]
    [InlineData(Domain, "http://198.51.100.7:80/p?q", OfflinePage)]
    [InlineData("www." + Domain, "http://198.51.100.7:80/p?q", OfflinePage)]
    [InlineData("anything." + Domain, "http://198.51.100.7:80/p?q", OfflinePage)]
    [InlineData("port." + Domain, "http://198.51.100.7:81/p?q", "http://other.example/")]
    [InlineData("alias." + Domain, "http://198.51.100.7:81/p?q", "http://other.example/")]
    [InlineData("url." + Domain, "https://shop.example/x?y", OfflinePage)]
    [InlineData("round." + Domain, "https://shop.example/x?y", OfflinePage)]
    [InlineData("fixed." + Domain, "http://203.0.113.1:80/p?q", "http://203.0.113.1:80/p?q")]
    [InlineData("out." + Domain, null, null)]
    [InlineData("ring." + Domain, null, null)]
    [InlineData("_only.mail." + Domain, null, null)]
    [InlineData("dns4me.test", null, null)]
    [InlineData("", null, null)]
    [InlineData("..", null, null)]
    public void A_visitor_is_sent(string host, string? online, string? offline)
    {
        Assert.Equal(online is null ? null : new Uri(online).AbsoluteUri, Decide(TestZones.Online(), host));
        Assert.Equal(offline is null ? null : new Uri(offline).AbsoluteUri, Decide(TestZones.Online() with { WentOffline = true }, host));
    }

    [Fact]
    public void A_domain_that_was_never_online_shows_the_offline_page_whatever_is_kept()
        => Assert.Equal(OfflinePage, Decide(null, Domain, new() { Behavior = OfflineBehavior.KeepAddress }));

    [Fact]
    public void A_kept_port_redirect_goes_on_to_the_last_known_address()
        => Assert.Equal("http://198.51.100.7:81/p?q", Decide(TestZones.Online() with { WentOffline = true }, "port." + Domain, new() { Behavior = OfflineBehavior.KeepAddress }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void For_www_the_domain_itself_is_named_where_it_leads_to_the_same_machine(bool onlyIPv4)
    {
        var presence = TestZones.Online();

        Assert.Equal("http://alice.dns4me.test:8080/p?q", Decide(onlyIPv4 ? presence with { IPv6 = null } : presence, "www." + Domain, online: new() { WebRedirect = WebRedirect.Port }));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("203.0.113.1")]
    [InlineData("203.0.113.1", "198.51.100.7")]
    public void For_www_the_address_is_named_where_the_domain_leads_elsewhere_or_nowhere(params string[] addresses)
    {
        var zones = new TestZones();
        zones.Add(Domain, [.. addresses.Select(address => TestZones.Host("", HostTarget.ToAddress(IPAddress.Parse(address))))], TestZones.Online(), new() { WebRedirect = WebRedirect.Port });

        Assert.Equal("http://198.51.100.7:8080/p?q", Rules(zones).Decide("www." + Domain, "/p?q", IPFamily.IPv4).Location);
    }

    [Fact]
    public void A_visitor_is_led_over_the_family_that_the_visit_came_over()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Host("port", HostTarget.ToPort(81)), TestZones.Host("port", HostTarget.ToPort(81)) with { Type = RecordType.AAAA }], TestZones.Online());

        Assert.Equal("http://198.51.100.7:81/p?q", Rules(zones).Decide("port." + Domain, "/p?q", IPFamily.IPv4).Location);
        Assert.Equal($"http://[{TestZones.SeenIPv6}]:81/p?q", Rules(zones).Decide("port." + Domain, "/p?q", IPFamily.IPv6).Location);
    }

    [Fact]
    public void A_redirect_that_leads_somewhere_comes_before_one_that_does_not()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Host("two", HostTarget.Default, HostTarget.OfflinePage), TestZones.Host("two", HostTarget.Default, HostTarget.ToUrl("http://other.example/"))], TestZones.Online() with { WentOffline = true });

        Assert.Equal("http://other.example/", Rules(zones).Decide("two." + Domain, "/", IPFamily.IPv4).Location);
    }

    private static string? Decide(Server.Presence.PresenceState? presence, string host, OfflineSetting? offline = null, OnlineSetting? online = null)
    {
        var zones = new TestZones();
        zones.Add(Domain, Records, presence, online, offline);
        return Rules(zones).Decide(host, "/p?q", IPFamily.IPv4).Location;
    }

    private static RedirectRules Rules(TestZones zones) => new(zones.Catalog, zones.Addresses, zones.Clock, new(OfflinePage), [new(IPAddress.Loopback, 8099)]);
}
