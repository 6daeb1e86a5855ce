using System.Net;

namespace DNS4Me.Tests.Rules;

public class RecordRulesTests
{
    private static readonly RecordValues Host = new() { Domain = "alice.example", Name = "www", Type = RecordType.A };

    public static TheoryData<RecordValues, string> Mistakes => new()
    {
        { Host with { Domain = null }, "domain" },
        { Host with { Domain = "alice" }, "domain" },
        { Host with { Domain = "192.0.2.1" }, "domain" },
        { Host with { Type = null }, "type" },
        { Host with { Type = (RecordType)99 }, "type" },
        { Host with { Name = "a b" }, "name" },
        { Host with { Name = "-a" }, "name" },
        { Host with { Name = "a..b" }, "name" },
        { Host with { Name = "a.*" }, "name" },
        { Host with { Name = "*a" }, "name" },
        { Host with { Name = "www.bob.example." }, "name" },
        { Host with { Name = new('a', 64) }, "name" },
        { Host with { Name = string.Join('.', Enumerable.Repeat(new string('a', 60), 4)) }, "name" },
        { Host with { TimeToLive = -1 }, "timeToLive" },
        { Host with { MailServer = "mail.example.com" }, "mailServer" },
        { Host with { Priority = 10 }, "priority" },
        { Host with { Address = IPAddress.Parse("2001:db8::1") }, "onlineTarget" },
        { Host with { Address = IPAddress.Any }, "onlineTarget" },
        { Host with { Address = IPAddress.Loopback, OnlineTarget = HostTarget.Default }, "address" },
        { Host with { OnlineTarget = HostTarget.OfflinePage }, "onlineTarget" },
        { Host with { OfflineTarget = HostTarget.ToPort(80) }, "offlineTarget" },
        { Host with { Type = RecordType.AAAA, OfflineTarget = HostTarget.ToAddress(IPAddress.Loopback) }, "offlineTarget" },
        { Host with { Type = RecordType.MX }, "mailServer" },
        { Host with { Type = RecordType.MX, MailServer = "192.0.2.1" }, "mailServer" },
        { Host with { Type = RecordType.MX, MailServer = "mail" }, "mailServer" },
        { Host with { Type = RecordType.MX, MailServer = "mail.example.com", Priority = 65536 }, "priority" },
        { Host with { Type = RecordType.MX, MailServer = "mail.example.com", Address = IPAddress.Loopback }, "address" },
        { Host with { Type = RecordType.CNAME, CanonicalName = "2001:db8::1" }, "canonicalName" },
        { Host with { Type = RecordType.CNAME, CanonicalName = "www.alice.example." }, "canonicalName" },
        { Host with { Type = RecordType.CNAME, CanonicalName = "." }, "canonicalName" },
        { Host with { Type = RecordType.TXT }, "text" },
        { Host with { Type = RecordType.TXT, Text = "a\nb" }, "text" },
        { Host with { Type = RecordType.TXT, Text = "\"a" }, "text" },
        { Host with { Type = RecordType.TXT, Text = new('a', CharacterStrings.LongestText + 1) }, "text" },
        { Host with { Type = RecordType.SRV, Port = 5060, Target = "sip.example.com" }, "name" },
        { Host with { Name = "_sip._tcp", Type = RecordType.SRV, Target = "sip.example.com" }, "port" },
        { Host with { Name = "_sip._tcp", Type = RecordType.SRV, Port = 5060 }, "target" },
        { Host with { Type = RecordType.CAA, Value = "ca.example.net" }, "tag" },
        { Host with { Type = RecordType.CAA, Tag = "issue" }, "value" },
        { Host with { Type = RecordType.CAA, Tag = "issue", Value = " " }, "value" },
        { Host with { Type = RecordType.CAA, Tag = "issue", Value = "ca", Flags = 256 }, "flags" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_by_its_field(RecordValues values, string field)
    {
        Assert.Null(RecordRules.Create(values, out var faults));
        Assert.Contains(faults, fault => fault.Field == field && fault.Code == FaultCode.InvalidValue);
    }

    [Fact]
    public void Every_mistake_is_told_not_the_first()
    {
        RecordRules.Create(Host with { Domain = "x", Name = "a b", TimeToLive = -1, Text = "t" }, out var faults);
        Assert.Equal(["domain", "text", "timeToLive"], faults.Select(fault => fault.Field).Order());
    }

    [Fact]
    public void That_there_is_no_mail_has_the_priority_0_that_RFC_7505_asks_for()
        => Assert.Equal(0, RecordRules.Create(new() { Domain = "alice.example", MailServer = "." }, out _)?.Priority);

    [Theory]
    [InlineData("alice.example", true)]
    [InlineData("WWW.Alice.example", true)]
    [InlineData("*.alice.example", true)]
    [InlineData("www.alice.example.", false)]
    [InlineData("www", false)]
    [InlineData("malice.example", false)]
    [InlineData("", false)]
    [InlineData("@", false)]
    [InlineData("*", false)]
    public void A_name_that_would_have_the_domain_twice_is_told(string name, bool repeats)
        => Assert.Equal(repeats, NameRules.RepeatsDomain(name, "ALICE.example."));

    [Fact]
    public void A_bare_address_makes_a_host_record_with_the_default_offline_target()
    {
        var record = RecordRules.Create(new() { Domain = "Alice.Example.", Address = IPAddress.Parse("2001:db8::1") }, out _);
        Assert.Equal(new() { Domain = "alice.example", Name = "", Type = RecordType.AAAA, OnlineTarget = HostTarget.ToAddress(IPAddress.Parse("2001:db8::1")), OfflineTarget = HostTarget.Default, TimeToLive = 60 }, record);
    }

    [Fact]
    public void A_record_has_the_defaults_of_its_type()
    {
        Assert.Equal(10, RecordRules.Create(Host with { Type = null, MailServer = "Mail.Example.com." }, out _)!.Priority);
        var service = RecordRules.Create(Host with { Name = "_sip._tcp", Type = RecordType.SRV, Port = 5060, Target = "." }, out _)!;
        Assert.Equal((0, 0, "."), (service.Priority, service.Weight, service.Target));
        var authority = RecordRules.Create(Host with { Type = RecordType.CAA, Tag = "Issue", Value = ";" }, out _)!;
        Assert.Equal((0, "issue", ";"), (authority.Flags, authority.Tag, authority.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void The_time_to_live_may_be_anything_that_DNS_has(int seconds)
        => Assert.Equal(seconds, RecordRules.Create(Host with { TimeToLive = seconds }, out _)!.TimeToLive);

    [Theory]
    [InlineData("", "")]
    [InlineData("@", "")]
    [InlineData("alice.example.", "")]
    [InlineData("WWW", "www")]
    [InlineData("www.alice.example.", "www")]
    [InlineData("www.alice.example", "www.alice.example")]
    [InlineData("*", "*")]
    [InlineData("*.lab", "*.lab")]
    [InlineData("*.alice.example.", "*")]
    [InlineData("_dmarc", "_dmarc")]
    [InlineData("bücher", "xn--bcher-kva")]
    public void A_name_is_stored_below_its_domain_in_lower_case_A_labels(string name, string stored)
        => Assert.Equal(stored, RecordRules.Create(Host with { Name = name }, out _)!.Name);

    [Fact]
    public void A_change_keeps_what_was_not_given()
    {
        var record = RecordRules.Create(Host with { OnlineTarget = HostTarget.ToPort(8080), OfflineTarget = HostTarget.OfflinePage }, out _)! with { Id = 7 };
        Assert.Equal(record with { TimeToLive = 0 }, RecordRules.Change(record, new() { TimeToLive = 0 }, out _));
        Assert.Equal(record with { OnlineTarget = HostTarget.ToAddress(IPAddress.Loopback) }, RecordRules.Change(record, new() { Address = IPAddress.Loopback }, out _));
        Assert.Null(RecordRules.Change(record, new() { Type = RecordType.MX }, out var faults));
        Assert.Equal("type", Assert.Single(faults).Field);
    }

    [Fact]
    public void Everything_that_a_record_holds_makes_the_same_record()
    {
        DomainRecord[] records =
        [
            RecordRules.Create(Host with { OnlineTarget = HostTarget.ToUrl("https://a.example/"), TimeToLive = 5 }, out _)!,
            RecordRules.Create(Host with { Type = RecordType.TXT, Text = "\"a\" \"b\\\"\\\\\\200\"" }, out _)!,
            RecordRules.Create(Host with { Name = "_a._b", Type = RecordType.SRV, Priority = 1, Weight = 2, Port = 3, Target = "a.example" }, out _)!,
            RecordRules.Create(Host with { Type = RecordType.CAA, Flags = 128, Tag = "issue", Value = "a" }, out _)!,
        ];
        Assert.All(records, record => Assert.Equal(record, RecordRules.Create(RecordValues.Of(record), out _)));
    }

    [Fact]
    public void A_record_fits_what_it_holds_and_nothing_else()
    {
        var record = RecordRules.Create(Host with { Address = IPAddress.Loopback }, out _)!;
        Assert.True(RecordRules.Fits(record, new() { Domain = "alice.example", Name = "www", Address = IPAddress.Loopback }));
        Assert.False(RecordRules.Fits(record, new() { Name = "" }));
        Assert.False(RecordRules.Fits(record, new() { Address = IPAddress.Any }));
        Assert.False(RecordRules.Fits(record, new() { MailServer = "a.example" }));
        Assert.False(RecordRules.Fits(record, new() { TimeToLive = 1 }));
    }

    [Fact]
    public void What_is_asked_for_fits_however_it_is_written()
    {
        var mail = RecordRules.Create(new() { Domain = "alice.example", Name = "bücher", MailServer = "mail.example.com" }, out _)!;
        Assert.True(RecordRules.Fits(mail, RecordRules.ToStored(new() { Domain = "Alice.Example.", Name = "Bücher.alice.example.", MailServer = " Mail.Example.com." })));
        var text = RecordRules.Create(new() { Domain = "alice.example", Text = "v=1" }, out _)!;
        Assert.True(RecordRules.Fits(text, RecordRules.ToStored(new() { Domain = "alice.example", Name = "@", Text = "\"v=1\"" })));
        var authority = RecordRules.Create(new() { Domain = "alice.example", Type = RecordType.CAA, Tag = "issue", Value = ";" }, out _)!;
        Assert.True(RecordRules.Fits(authority, RecordRules.ToStored(new() { Tag = " Issue " })));
        Assert.False(RecordRules.Fits(mail, RecordRules.ToStored(new() { Name = "a b", MailServer = "." })));
    }

    public static TheoryData<RecordValues, string?> Parts => new()
    {
        { new() { TimeToLive = 300 }, null },
        { new() { Type = RecordType.SRV, Priority = 5 }, null },
        { new() { Type = RecordType.CAA, Flags = 128 }, null },
        { new() { Type = RecordType.MX, Domain = "alice.example", Name = "@", TimeToLive = 0 }, null },
        { new() { Type = RecordType.CNAME, TimeToLive = -1 }, "timeToLive" },
        { new() { Type = RecordType.TXT, Priority = 5 }, "priority" },
        { new() { Type = RecordType.A, Domain = "alice" }, "domain" },
        { new() { Type = RecordType.AAAA, Address = IPAddress.Loopback }, "onlineTarget" },
        { new() { Address = IPAddress.Loopback, MailServer = "mail.example.com" }, "mailServer" },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void What_is_given_of_a_record_that_is_not_at_hand_is_judged_by_itself(RecordValues values, string? field)
    {
        var faults = RecordRules.CheckPart(values);
        Assert.Equal(field, faults.Count == 0 ? null : Assert.Single(faults).Field);
        Assert.All(faults, fault => Assert.DoesNotContain("some", fault.Message + fault.Target));
    }

    [Fact]
    public void A_message_does_not_carry_the_whole_of_a_long_text()
        => Assert.True(RecordRules.Create(Host with { Type = RecordType.TXT, Text = new('a', 8000) }, out _)!.ToString().Length < 200);
}
