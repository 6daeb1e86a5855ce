using System.Net;

namespace DNS4Me.Tests.Rules;

/// <summary>The table setting × online target × offline target × presence → answer.</summary>
public class HostAnswersTests
{
    private static readonly IPAddress Seen = IPAddress.Parse("198.51.100.7");
    private static readonly IPAddress SeenIPv6 = IPAddress.Parse("2001:db8::7");
    private static readonly IPAddress Own = IPAddress.Parse("203.0.113.9");
    private static readonly PresenceFacts Online = new(true, true, Seen, SeenIPv6);
    private static readonly PresenceFacts Offline = new(false, true, Seen, SeenIPv6);
    private static readonly PresenceFacts NeverOnline = new(false, false, null, null);

    [Fact]
    public void Automatic_default_target_gives_the_address_that_the_service_sees_in_each_family()
    {
        Assert.Equal(Address(Seen), Answer(new(), new(), Online));
        Assert.Equal(Address(SeenIPv6), Answer(new(), new(), Online, family: IPFamily.IPv6));
    }

    [Fact]
    public void A_family_without_a_lease_of_its_own_gives_nothing()
        => Assert.Equal(HostAnswer.None, Answer(new(), new(), Online with { AddressIPv6 = null }, family: IPFamily.IPv6));

    [Fact]
    public void A_given_address_replaces_the_seen_one_and_leaves_the_other_family_without()
    {
        var given = new OnlineSetting { Automatic = false, Address = Own };
        Assert.Equal(Address(Own), Answer(given, new(), Online));
        Assert.Equal(HostAnswer.None, Answer(given, new(), Online, family: IPFamily.IPv6));
    }

    [Fact]
    public void An_unset_address_is_never_an_answer()
    {
        Assert.Equal(HostAnswer.None, Answer(new() { Automatic = false }, new(), Online));
        Assert.Equal(HostAnswer.None, Answer(new(), new() { Behavior = OfflineBehavior.Address }, Offline));
    }

    [Fact]
    public void The_web_redirect_acts_on_the_web_name_alone_and_while_online_alone()
    {
        var toPort = new OnlineSetting { WebRedirect = WebRedirect.Port, WebRedirectPort = 8081 };
        var toUrl = new OnlineSetting { WebRedirect = WebRedirect.Url, WebRedirectUrl = "https://shop.example/" };
        Assert.Equal(new(HostAnswerKind.PortRedirect, Seen, 8081), Answer(toPort, new(), Online, isWeb: true));
        Assert.Equal(new(HostAnswerKind.UrlRedirect, Url: "https://shop.example/"), Answer(toUrl, new(), Online, isWeb: true));
        Assert.Equal(Address(Seen), Answer(toPort, new(), Online));
        Assert.Equal(HostAnswer.OfflinePage, Answer(toPort, new(), Offline, isWeb: true));
    }

    [Fact]
    public void A_target_of_its_own_beats_the_settings()
    {
        var settings = new OnlineSetting { Automatic = false, Address = Own };
        Assert.Equal(Address(Seen), Answer(settings, new(), Online, HostTarget.ToAddress(Seen)));
        Assert.Equal(new(HostAnswerKind.PortRedirect, Own, 81), Answer(settings, new(), Online, HostTarget.ToPort(81)));
        Assert.Equal(new(HostAnswerKind.UrlRedirect, Url: "http://a.example/"), Answer(settings, new(), Online, HostTarget.ToUrl("http://a.example/")));
        Assert.Equal(HostAnswer.None, Answer(settings, new(), Online, HostTarget.ToAddress(Seen), family: IPFamily.IPv6));
    }

    [Fact]
    public void A_port_redirect_leads_to_IPv6_where_that_is_all_there_is()
        => Assert.Equal(new(HostAnswerKind.PortRedirect, SeenIPv6, 81), Answer(new(), new(), Online with { Address = null }, HostTarget.ToPort(81)));

    [Fact]
    public void Each_offline_behaviour_does_what_its_name_says()
    {
        Assert.Equal(HostAnswer.OfflinePage, Answer(new(), new(), Offline));
        Assert.Equal(Address(Own), Answer(new(), new() { Behavior = OfflineBehavior.Address, Address = Own }, Offline));
        Assert.Equal(HostAnswer.None, Answer(new(), new() { Behavior = OfflineBehavior.Address, Address = Own }, Offline, family: IPFamily.IPv6));
        Assert.Equal(new(HostAnswerKind.UrlRedirect, Url: "http://www.DNS4Me.com/"), Answer(new(), new() { Behavior = OfflineBehavior.Url }, Offline));
    }

    [Fact]
    public void An_offline_target_of_its_own_beats_the_offline_setting()
    {
        var setting = new OfflineSetting { Behavior = OfflineBehavior.Address, Address = Own };
        Assert.Equal(HostAnswer.OfflinePage, Answer(new(), setting, Offline, offlineTarget: HostTarget.OfflinePage));
        Assert.Equal(Address(Seen), Answer(new(), setting, Offline, offlineTarget: HostTarget.ToAddress(Seen)));
        Assert.Equal(new(HostAnswerKind.UrlRedirect, Url: "http://b.example/"), Answer(new(), setting, Offline, offlineTarget: HostTarget.ToUrl("http://b.example/")));
    }

    [Fact]
    public void Keeping_the_address_freezes_every_record_as_it_was_online()
    {
        var keep = new OfflineSetting { Behavior = OfflineBehavior.KeepAddress };
        Assert.Equal(Address(Seen), Answer(new(), keep, Offline));
        Assert.Equal(Address(Own), Answer(new(), keep, Offline, HostTarget.ToAddress(Own), HostTarget.OfflinePage));
        Assert.Equal(new(HostAnswerKind.PortRedirect, Seen, 81), Answer(new(), keep, Offline, HostTarget.ToPort(81), HostTarget.ToAddress(Own)));
    }

    [Fact]
    public void A_domain_that_was_never_online_has_nothing_to_keep_and_shows_the_offline_page()
        => Assert.Equal(HostAnswer.OfflinePage, Answer(new(), new() { Behavior = OfflineBehavior.KeepAddress }, NeverOnline));

    [Fact]
    public void Answering_allocates_nothing()
    {
        var (online, offline) = (new OnlineSetting(), new OfflineSetting());
        Answer(online, offline, Online);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Answer(online, offline, Online);
            Answer(online, offline, Offline);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static HostAnswer Address(IPAddress address) => new(HostAnswerKind.Address, address);

    private static HostAnswer Answer(
        OnlineSetting online, OfflineSetting offline, PresenceFacts presence,
        HostTarget? target = null, HostTarget? offlineTarget = null, bool isWeb = false, IPFamily family = IPFamily.IPv4)
        => HostAnswers.Answer(online, offline, target ?? HostTarget.Default, offlineTarget ?? HostTarget.Default, isWeb, family, presence);
}
