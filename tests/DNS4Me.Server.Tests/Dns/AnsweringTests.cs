using System.Net;
using DNS4Me.Dns;

namespace DNS4Me.Server.Tests.Dns;

public class AnsweringTests
{
    private const string Domain = "alice.dns4me.test";
    private static readonly HostTarget Fixed = HostTarget.ToAddress(IPAddress.Parse("203.0.113.1"));

    [Theory]
    [InlineData(Domain)]
    [InlineData("www." + Domain)]
    [InlineData("any.name.at.all." + Domain)]
    [InlineData("*." + Domain)]
    public void Every_name_of_a_domain_online_answers_its_addresses_and_mail(string name)
    {
        var zones = new TestZones();
        zones.Add(Domain, presence: TestZones.Online());

        Assert.Equal(["A 198.51.100.7"], zones.Data(name, DnsType.A));
        Assert.Equal(["AAAA 2001:db8:7::7"], zones.Data(name, DnsType.AAAA));
        Assert.Equal([$"MX 10 {Domain}."], zones.Data(name, DnsType.MX));
        Assert.Equal(DomainRecord.DefaultTimeToLive, zones.Ask(name, DnsType.A).Answers[0].TimeToLive);
    }

    [Fact]
    public void A_domain_that_was_never_online_answers_the_redirector()
    {
        var zones = new TestZones();
        zones.Add(Domain, offline: new() { Behavior = OfflineBehavior.KeepAddress });

        Assert.Equal(["A 192.0.2.80"], zones.Data(Domain, DnsType.A));
        Assert.Equal(["AAAA 2001:db8::80"], zones.Data(Domain, DnsType.AAAA));
    }

    [Fact]
    public void Without_a_redirector_over_IPv6_a_redirect_has_no_AAAA()
    {
        var zones = new TestZones(redirectorHasIPv6: false);
        zones.Add(Domain);

        ZoneLookupTests.AssertNegative(DnsRcode.NoError, zones.Ask(Domain, DnsType.AAAA));
    }

    [Fact]
    public void The_answer_changes_when_the_lease_ends()
    {
        var zones = new TestZones();
        zones.Add(Domain, presence: TestZones.Online());
        zones.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(["A 198.51.100.7"], zones.Data(Domain, DnsType.A));

        zones.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["A 192.0.2.80"], zones.Data(Domain, DnsType.A));
    }

    [Fact]
    public void KeepAddress_freezes_what_was_answered_online()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Host("fixed", Fixed, HostTarget.OfflinePage)], TestZones.Online() with { WentOffline = true }, offline: new() { Behavior = OfflineBehavior.KeepAddress });

        Assert.Equal(["A 198.51.100.7"], zones.Data(Domain, DnsType.A));
        Assert.Equal(["A 203.0.113.1"], zones.Data("fixed." + Domain, DnsType.A));
    }

    [Theory]
    [InlineData(OfflineBehavior.OfflinePage, "A 192.0.2.80")]
    [InlineData(OfflineBehavior.Url, "A 192.0.2.80")]
    [InlineData(OfflineBehavior.Address, "A 203.0.113.9")]
    public void Offline_the_settings_decide(OfflineBehavior behavior, string answer)
    {
        var zones = new TestZones();
        zones.Add(Domain, presence: TestZones.Online() with { WentOffline = true }, offline: new() { Behavior = behavior, Address = IPAddress.Parse("203.0.113.9") });

        Assert.Equal([answer], zones.Data("www." + Domain, DnsType.A));
        Assert.Equal(behavior == OfflineBehavior.Address ? 0 : 1, zones.Ask(Domain, DnsType.AAAA).Answers.Count);
    }

    [Theory]
    [InlineData(WebRedirect.Port)]
    [InlineData(WebRedirect.Url)]
    public void The_web_redirect_is_for_www_alone(WebRedirect redirect)
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Mail("mail", 5, "mx.example")], TestZones.Online(), online: new() { WebRedirect = redirect, WebRedirectUrl = "http://elsewhere.example/" });

        Assert.Equal(["A 192.0.2.80"], zones.Data("www." + Domain, DnsType.A));
        Assert.Equal(["AAAA 2001:db8::80"], zones.Data("WWW." + Domain, DnsType.AAAA));
        Assert.Equal(["A 198.51.100.7"], zones.Data(Domain, DnsType.A));
        Assert.Equal(["A 198.51.100.7"], zones.Data("www.www." + Domain, DnsType.A));
        Assert.Equal(["A 198.51.100.7"], zones.Data("mail." + Domain, DnsType.A));
    }

    [Fact]
    public void A_users_host_records_replace_the_default_of_both_families()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Host("ftp", Fixed), TestZones.Host("www", Fixed)], TestZones.Online(), online: new() { WebRedirect = WebRedirect.Port });

        Assert.Equal(["A 203.0.113.1"], zones.Data("ftp." + Domain, DnsType.A));
        ZoneLookupTests.AssertNegative(DnsRcode.NoError, zones.Ask("ftp." + Domain, DnsType.AAAA));
        Assert.Equal([$"MX 10 {Domain}."], zones.Data("ftp." + Domain, DnsType.MX));
        Assert.Equal(["A 203.0.113.1"], zones.Data("www." + Domain, DnsType.A));
    }

    [Fact]
    public void A_users_records_replace_the_default_at_the_root_and_at_the_wildcard()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Host("", Fixed), TestZones.Mail("*", 20, "b.example"), TestZones.Mail("*", 5, "a.example")], TestZones.Online());

        Assert.Equal(["A 203.0.113.1"], zones.Data(Domain, DnsType.A));
        Assert.Equal([$"MX 10 {Domain}."], zones.Data(Domain, DnsType.MX));
        Assert.Equal(["MX 5 a.example.", "MX 20 b.example."], zones.Data("x." + Domain, DnsType.MX));
        Assert.Equal(["A 198.51.100.7"], zones.Data("x." + Domain, DnsType.A));
    }

    [Fact]
    public void A_name_that_exists_for_what_lies_below_it_has_the_defaults_too()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Host("a.b", Fixed), TestZones.Mail("_key.www", 5, "x.example")], TestZones.Online());

        Assert.Equal(["A 198.51.100.7"], zones.Data("b." + Domain, DnsType.A));
        Assert.Equal(["A 198.51.100.7"], zones.Data("www." + Domain, DnsType.A));
        ZoneLookupTests.AssertNegative(DnsRcode.NoError, zones.Ask("_key.www." + Domain, DnsType.A));
        Assert.Equal(["MX 5 x.example."], zones.Data("_key.www." + Domain, DnsType.MX));
    }

    [Fact]
    public void A_name_below_an_explicit_one_is_not_the_wildcards()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Host("ftp", Fixed), TestZones.Host("*.sub", Fixed)], TestZones.Online());

        ZoneLookupTests.AssertNegative(DnsRcode.NXDomain, zones.Ask("x.ftp." + Domain, DnsType.A));
        Assert.Equal(["A 203.0.113.1"], zones.Data("x.y.sub." + Domain, DnsType.A));
    }

    [Fact]
    public void Several_host_records_at_a_name_give_a_set_without_duplicates()
    {
        var zones = new TestZones();
        var other = HostTarget.ToAddress(IPAddress.Parse("203.0.113.2"));
        zones.Add(Domain, [TestZones.Host("x", Fixed), TestZones.Host("x", other, HostTarget.OfflinePage), TestZones.Host("x", Fixed, HostTarget.OfflinePage)], TestZones.Online());

        Assert.Equal(["A 203.0.113.1", "A 203.0.113.2"], zones.Data("x." + Domain, DnsType.A));
        zones.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["A 192.0.2.80"], zones.Data("x." + Domain, DnsType.A));
    }

    [Fact]
    public void Aliases_are_followed_across_our_domains()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Alias("one", "two." + Domain), TestZones.Alias("two", "x.bob.dns4me.test")], TestZones.Online());
        zones.Add("bob.dns4me.test", presence: TestZones.Online(IPAddress.Parse("198.51.100.9")));

        Assert.Equal([$"CNAME two.{Domain}.", "CNAME x.bob.dns4me.test.", "A 198.51.100.9"], zones.Data("one." + Domain, DnsType.A));
        Assert.Equal([$"CNAME two.{Domain}."], zones.Data("one." + Domain, DnsType.CNAME));
    }

    [Fact]
    public void An_alias_that_leads_out_is_the_resolvers_to_follow()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Alias("out", "www.example.org")]);

        var response = zones.Ask("out." + Domain, DnsType.A);

        Assert.Equal(["CNAME www.example.org."], response.Answers.Select(record => $"{record.Type} {record.Data}"));
        Assert.Equal((DnsRcode.NoError, true), (response.Rcode, response.IsAuthoritative));
        Assert.Empty(response.Authorities);
    }

    [Fact]
    public void An_alias_to_nothing_says_so_with_the_authority_of_the_last_zone()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Alias("gone", "nobody.dns4me.test")]);

        var response = zones.Ask("gone." + Domain, DnsType.A);

        Assert.Equal(DnsRcode.NXDomain, response.Rcode);
        Assert.Equal(DnsType.CNAME, Assert.Single(response.Answers).Type);
        Assert.Equal(DnsName.Parse("dns4me.test"), Assert.Single(response.Authorities).Name);
    }

    [Fact]
    public void A_ring_of_aliases_is_told_once()
    {
        var zones = new TestZones();
        zones.Add(Domain,
        [
            TestZones.Alias("self", "self." + Domain),
            TestZones.Alias("a", "b." + Domain),
            TestZones.Alias("b", "c." + Domain),
            TestZones.Alias("c", "b." + Domain),
            TestZones.Alias("*", "any." + Domain),
        ]);

        Assert.Equal([$"CNAME self.{Domain}."], zones.Data("self." + Domain, DnsType.A));
        Assert.Equal([$"CNAME b.{Domain}.", $"CNAME c.{Domain}.", $"CNAME b.{Domain}."], zones.Data("a." + Domain, DnsType.A));
        Assert.Equal([$"CNAME any.{Domain}.", $"CNAME any.{Domain}."], zones.Data("x." + Domain, DnsType.A));
    }

    [Fact]
    public void A_long_chain_of_aliases_ends()
    {
        var zones = new TestZones();
        zones.Add(Domain, [.. Enumerable.Range(0, 20).Select(i => TestZones.Alias($"a{i}", $"a{i + 1}.{Domain}"))]);

        Assert.Equal(8, zones.Ask("a0." + Domain, DnsType.A).Answers.Count);
    }

    [Fact]
    public void The_apex_of_a_service_zone_has_SOA_and_NS()
    {
        var zones = new TestZones();

        Assert.Equal(["SOA ns1.dns4me.test. hostmaster.dns4me.test. 7 3600 600 1209600 60"], zones.Data("dns4me.test", DnsType.SOA));
        Assert.Equal(["NS ns1.dns4me.test.", "NS ns2.elsewhere.example."], zones.Data("dns4me.test", DnsType.NS));
        ZoneLookupTests.AssertNegative(DnsRcode.NoError, zones.Ask("dns4me.test", DnsType.A));
        Assert.Equal(["A 127.0.0.1"], zones.Data("ns1.dns4me.test", DnsType.A));
        Assert.Equal(["AAAA ::1"], zones.Data("ns1.dns4me.test", DnsType.AAAA));
        ZoneLookupTests.AssertNegative(DnsRcode.NXDomain, zones.Ask("nobody.dns4me.test", DnsType.A));
    }

    [Fact]
    public void A_domain_below_a_service_zone_is_no_zone_of_its_own_and_one_brought_is()
    {
        var zones = new TestZones();
        zones.Add(Domain);
        zones.Add("brought.example", presence: TestZones.Online());

        Assert.Equal(DnsName.Parse("dns4me.test"), Assert.Single(zones.Ask(Domain, DnsType.SOA).Authorities).Name);
        Assert.Equal(["NS ns1.dns4me.test.", "NS ns2.elsewhere.example."], zones.Data("brought.example", DnsType.NS));
        Assert.Equal(DnsType.SOA, Assert.Single(zones.Ask("brought.example", DnsType.SOA).Answers).Type);
        Assert.Equal(["A 198.51.100.7"], zones.Data("brought.example", DnsType.A));
        Assert.Equal(DnsName.Parse("brought.example"), Assert.Single(zones.Ask("x.brought.example", DnsType.TXT).Authorities).Name);
    }

    [Fact]
    public void ANY_gets_the_minimal_answer()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Alias("alias", "x.example")]);

        Assert.Equal(["HINFO \"RFC8482\" \"\""], zones.Data(Domain, DnsType.ANY));
        Assert.Equal(["HINFO \"RFC8482\" \"\""], zones.Data("alias." + Domain, DnsType.ANY));
    }

    [Theory]
    [InlineData("example.org", DnsType.A, DnsClass.IN)]
    [InlineData("test", DnsType.SOA, DnsClass.IN)]
    [InlineData(".", DnsType.NS, DnsClass.IN)]
    [InlineData("version.bind", DnsType.TXT, DnsClass.CH)]
    [InlineData(Domain, DnsType.A, DnsClass.CH)]
    [InlineData("dns4me.test", DnsType.AXFR, DnsClass.IN)]
    [InlineData("dns4me.test", DnsType.IXFR, DnsClass.IN)]
    public void What_is_not_ours_to_tell_is_refused(string name, DnsType type, DnsClass @class)
    {
        var zones = new TestZones();
        zones.Add(Domain);

        var response = zones.Ask(name, type, @class);

        Assert.Equal((DnsRcode.Refused, false), (response.Rcode, response.IsAuthoritative));
        Assert.Empty(response.Answers.Concat(response.Authorities));
    }

    [Fact]
    public void A_set_has_one_time_to_live_and_it_may_be_zero()
    {
        var zones = new TestZones();
        zones.Add(Domain,
        [
            TestZones.Host("x", Fixed) with { TimeToLive = 300 },
            TestZones.Host("x", HostTarget.ToAddress(IPAddress.Parse("203.0.113.2"))) with { TimeToLive = 0 },
        ], TestZones.Online());

        Assert.Equal([0, 0], zones.Ask("x." + Domain, DnsType.A).Answers.Select(record => record.TimeToLive));
    }

    [Fact]
    public void Text_services_and_certificate_authorities_are_answered()
    {
        var zones = new TestZones();
        zones.Add(Domain,
        [
            TestZones.Text("", "v=spf1 mx -all"),
            TestZones.Text("key", new string('k', 300)),
            TestZones.Text("octets", @"""a\000\255"" ""\"""""),
            TestZones.Service("_sip._tcp", 20, 5, 5060, "b.example"),
            TestZones.Service("_sip._tcp", 10, 5, 5060, "a." + Domain),
            TestZones.Service("_pop3._tcp", 0, 0, 0, "."),
            TestZones.Authority("", 128, "issue", "ca.example; validationmethods=dns-01"),
            TestZones.Mail("", 0, "."),
        ], TestZones.Online());

        Assert.Equal(["TXT \"v=spf1 mx -all\""], zones.Data(Domain, DnsType.TXT));
        Assert.Equal([$"TXT \"{new string('k', 255)}\" \"{new string('k', 45)}\""], zones.Data("key." + Domain, DnsType.TXT));
        Assert.Equal([@"TXT ""a\000\255"" ""\"""""], zones.Data("octets." + Domain, DnsType.TXT));
        Assert.Equal([$"SRV 10 5 5060 a.{Domain}.", "SRV 20 5 5060 b.example."], zones.Data("_SIP._tcp." + Domain, DnsType.SRV));
        Assert.Equal(["SRV 0 0 0 ."], zones.Data("_pop3._tcp." + Domain, DnsType.SRV));
        Assert.Equal(["CAA 128 issue \"ca.example; validationmethods=dns-01\""], zones.Data(Domain, DnsType.CAA));
        Assert.Equal(["MX 0 ."], zones.Data(Domain, DnsType.MX));
        Assert.Equal(["A 198.51.100.7"], zones.Data("key." + Domain, DnsType.A));
        Assert.Equal([$"MX 10 {Domain}."], zones.Data("key." + Domain, DnsType.MX));
    }

    // RFC 2782; RFC 3597, section 4.
    [Fact]
    public void The_target_of_a_service_is_not_compressed()
    {
        var zones = new TestZones();
        zones.Add(Domain, [TestZones.Service("_sip._tcp", 1, 2, 3, Domain)]);

        var response = zones.Respond(DnsMessage.CreateQuery(DnsName.Parse("_sip._tcp." + Domain), DnsType.SRV).WithoutEdns().ToWire());

        Assert.Equal(DnsName.Parse(Domain).Wire, response.AsSpan()[^DnsName.Parse(Domain).Wire.Length..]);
    }

    [Fact]
    public void An_address_that_is_the_redirectors_too_is_told_once()
    {
        var zones = new TestZones();
        var redirector = HostTarget.ToAddress(TestZones.Redirector);
        zones.Add(Domain,
        [
            TestZones.Host("x", HostTarget.ToPort(81)), TestZones.Host("x", redirector), TestZones.Host("x", Fixed),
            TestZones.Host("y", redirector), TestZones.Host("y", Fixed), TestZones.Host("y", HostTarget.ToPort(81)),
        ], TestZones.Online());

        Assert.Equal(["A 192.0.2.80", "A 203.0.113.1"], zones.Data("x." + Domain, DnsType.A));
        Assert.Equal(["A 192.0.2.80", "A 203.0.113.1"], zones.Data("y." + Domain, DnsType.A));
    }

    [Theory]
    [InlineData("*", "x.y", true)]
    [InlineData("*", "*", true)]
    [InlineData("*", "x.lab", false)]
    [InlineData("*.lab", "x.lab", true)]
    [InlineData("*.lab", "x.y.lab", true)]
    [InlineData("*.lab", "lab", false)]
    [InlineData("*.lab", "x", false)]
    [InlineData("*._tcp.lab", "_sip._tcp.lab", true)]
    [InlineData("*._tcp.lab", "_sip._udp.lab", false)]
    public void A_wildcard_a_user_may_write_answers_for_what_does_not_exist_below_its_parent(string wildcard, string asked, bool answered)
    {
        var record = RecordRules.Create(new() { Domain = Domain, Name = wildcard, Text = "w" }, out _)!;
        var zones = new TestZones();
        zones.Add(Domain, [record, TestZones.Text("lab", "lab")]);

        Assert.Equal(answered, zones.Data($"{asked}.{Domain}", DnsType.TXT) is ["TXT \"w\""]);
    }

    [Theory]
    [InlineData("a.*")]
    [InlineData("lab.*.x")]
    [InlineData("*.*")]
    [InlineData("a*")]
    [InlineData("*a.lab")]
    public void A_star_elsewhere_is_no_name_of_a_record(string name)
    {
        Assert.Null(RecordRules.Create(new() { Domain = Domain, Name = name, Text = "w" }, out var faults));
        Assert.Contains(faults, fault => fault.Field == "name");
    }
}
