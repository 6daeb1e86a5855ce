using System.Net;

namespace DNS4Me.Tests.Rules;

public class RecordSetRulesTests
{
    private static readonly DomainRecord Host = new() { Domain = "alice.example", Name = "www", Type = RecordType.A, OnlineTarget = HostTarget.Default, OfflineTarget = HostTarget.Default };
    private static readonly DomainRecord Alias = new() { Domain = "alice.example", Name = "www", Type = RecordType.CNAME, CanonicalName = "a.example" };

    [Fact]
    public void Several_different_host_records_may_stand_at_a_name()
        => Assert.Null(RecordSetRules.Check(Host, [Host with { OnlineTarget = HostTarget.ToAddress(IPAddress.Loopback) }, Host with { Type = RecordType.AAAA }]));

    [Fact]
    public void There_are_no_duplicates_whatever_their_time_to_live()
        => Assert.Equal(FaultCode.RecordExists, RecordSetRules.Check(Host, [Host with { Id = 3, TimeToLive = 5 }])?.Code);

    [Fact]
    public void An_alias_stands_alone()
    {
        Assert.Null(RecordSetRules.Check(Alias, []));
        Assert.Equal(FaultCode.AliasConflict, RecordSetRules.Check(Alias, [Host])?.Code);
        Assert.Equal(FaultCode.AliasConflict, RecordSetRules.Check(Host, [Alias])?.Code);
        Assert.Equal(FaultCode.AliasConflict, RecordSetRules.Check(Alias, [Alias with { CanonicalName = "b.example" }])?.Code);
    }

    [Fact]
    public void An_alias_is_never_at_the_root()
        => Assert.Equal(FaultCode.AliasConflict, RecordSetRules.Check(Alias with { Name = "" }, [])?.Code);

    [Fact]
    public void That_there_is_no_mail_stands_alone_among_mail_records()
    {
        var mail = Host with { Type = RecordType.MX, OnlineTarget = null, OfflineTarget = null, Priority = 10, MailServer = "mail.example.com" };
        var none = mail with { Priority = 0, MailServer = "." };
        Assert.Equal("mailServer", RecordSetRules.Check(none, [mail])?.Field);
        Assert.Equal("mailServer", RecordSetRules.Check(mail, [none])?.Field);
        Assert.Null(RecordSetRules.Check(none, [Host]));
        Assert.Null(RecordSetRules.Check(Host, [none]));
        Assert.Null(RecordSetRules.Check(mail, [mail with { Priority = 20 }]));
    }

    [Fact]
    public void A_name_has_only_so_many_records()
    {
        var others = Enumerable.Range(1, RecordSetRules.MostAtName).Select(i => Host with { OnlineTarget = HostTarget.ToAddress(new IPAddress(i)) }).ToArray();
        Assert.Equal(FaultCode.TooManyRecords, RecordSetRules.Check(Host, others)?.Code);
        Assert.Null(RecordSetRules.Check(Host, others[1..]));
    }
}
