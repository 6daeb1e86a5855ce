using System.Net;
using DNS4Me.Dns;
using FsCheck;
using FsCheck.Fluent;

namespace DNS4Me.Server.Tests.Dns;

/// <summary>
/// Whatever the records, the settings and the presence: the response says what the rules say. The rules are written here a second
/// time, on text and without regard for speed.
/// </summary>
public class AnswerModelProperties
{
    private const string Domain = "alice.dns4me.test";
    private static readonly IPAddress[] Addresses = [IPAddress.Parse("203.0.113.1"), IPAddress.Parse("203.0.113.2")];

    private static readonly Gen<string> Labels = Gen.Elements("a", "b", "www", "*", "_x");
    private static readonly Gen<string> Names = Gen.Choose(0, 3).SelectMany(count => Labels.ArrayOf(count)).Select(labels => string.Join('.', labels));

    private static readonly Gen<HostTarget> OnlineTargets =
        Gen.Elements(HostTarget.Default, HostTarget.ToAddress(Addresses[0]), HostTarget.ToAddress(Addresses[1]), HostTarget.ToPort(81), HostTarget.ToUrl("http://x.example/"));

    private static readonly Gen<HostTarget> OfflineTargets =
        Gen.Elements(HostTarget.Default, HostTarget.ToAddress(Addresses[0]), HostTarget.OfflinePage, HostTarget.ToUrl("http://x.example/"));

    private static readonly Gen<DomainRecord> Records = Gen.OneOf(
        from name in Names from online in OnlineTargets from offline in OfflineTargets select TestZones.Host(name, online, offline),
        from name in Names from online in OnlineTargets select TestZones.Host(name, online, type: RecordType.AAAA),
        from name in Names from priority in Gen.Choose(1, 30) select TestZones.Mail(name, priority, $"mx{priority}.example"));

    private static readonly Gen<Case> Cases =
        from records in Records.ArrayOf()
        from online in Gen.Elements(true, false)
        from ever in Gen.Elements(true, false)
        from web in Gen.Elements(WebRedirect.Disabled, WebRedirect.Port, WebRedirect.Url)
        from offline in Gen.Elements(OfflineBehavior.OfflinePage, OfflineBehavior.KeepAddress, OfflineBehavior.Address, OfflineBehavior.Url)
        from name in Names
        from type in Gen.Elements(DnsType.A, DnsType.AAAA, DnsType.MX, DnsType.TXT)
        select new Case(
            records,
            online,
            ever || online,
            new() { WebRedirect = web, WebRedirectUrl = web == WebRedirect.Url ? "http://y.example/" : "" },
            new() { Behavior = offline, Address = Addresses[1] },
            name,
            type);

    [Fact]
    public void An_answer_never_contradicts_the_rules() => Check.One(
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(2000),
        Prop.ForAll(Cases.ToArbitrary(), test => Expected(test) == Actual(test)));

    private static string Actual(Case test)
    {
        var zones = new TestZones();
        var presence = test.Ever ? TestZones.Online() with { WentOffline = !test.Online } : null;
        zones.Add(Domain, test.Records, presence, test.OnlineSetting, test.OfflineSetting);
        var response = zones.Ask(FullName(test.Name), test.Type);
        return Text(response.Rcode, response.Answers.Select(record => record.Data.ToString()));
    }

    private static string Expected(Case test)
    {
        var existing = test.Records.Select(record => record.Name).Append("").Append("*").SelectMany(Ancestors).ToHashSet();
        var owner = test.Name;
        if (!existing.Contains(owner))
        {
            var encloser = Ancestors(owner).First(existing.Contains);
            owner = encloser.Length == 0 ? "*" : "*." + encloser;
            if (!existing.Contains(owner))
            {
                return Text(DnsRcode.NXDomain, []);
            }
        }

        var own = test.Records.Where(record => record.Name == owner).ToArray();
        var isService = owner.Split('.').Any(label => label.StartsWith('_'));
        return Text(DnsRcode.NoError, test.Type switch
        {
            DnsType.A => Hosts(test, own, isService, IPFamily.IPv4),
            DnsType.AAAA => Hosts(test, own, isService, IPFamily.IPv6),
            DnsType.MX => Mails(own, isService),
            _ => [],
        });
    }

    private static IEnumerable<string> Hosts(Case test, DomainRecord[] own, bool isService, IPFamily family)
    {
        var hosts = own.Where(record => record.Type is RecordType.A or RecordType.AAAA).ToArray();
        var facts = new PresenceFacts(test.Online, test.Ever, test.Ever ? TestZones.Seen : null, test.Ever ? TestZones.SeenIPv6 : null);
        var answers = hosts.Length == 0 && !isService
            ? [HostAnswers.Answer(test.OnlineSetting, test.OfflineSetting, HostTarget.Default, HostTarget.Default, test.Name == "www", family, facts)]
            : hosts.Where(host => (host.Type == RecordType.A) == (family == IPFamily.IPv4)).Select(
                host => HostAnswers.Answer(test.OnlineSetting, test.OfflineSetting, host.OnlineTarget!, host.OfflineTarget!, false, family, facts));
        return answers
            .Where(answer => answer.Kind != HostAnswerKind.None)
            .Select(answer => answer.IsRedirect ? family == IPFamily.IPv4 ? TestZones.Redirector : TestZones.RedirectorIPv6 : answer.Address!)
            .Select(address => address.ToString())
            .Distinct();
    }

    private static string[] Mails(DomainRecord[] own, bool isService)
    {
        var mails = own.Where(record => record.Type == RecordType.MX).Select(record => $"{record.Priority} {record.MailServer}.").ToArray();
        return mails.Length == 0 && !isService ? [$"10 {Domain}."] : mails;
    }

    private static IEnumerable<string> Ancestors(string name)
    {
        for (; name.Length > 0; name = name.Contains('.', StringComparison.Ordinal) ? name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..] : "")
        {
            yield return name;
        }

        yield return "";
    }

    private static string FullName(string name) => name.Length == 0 ? Domain : $"{name}.{Domain}";

    private static string Text(DnsRcode rcode, IEnumerable<string> data) => $"{rcode}: {string.Join(", ", data.Order(StringComparer.Ordinal))}";

    private sealed record Case(
        DomainRecord[] Records, bool Online, bool Ever, OnlineSetting OnlineSetting, OfflineSetting OfflineSetting, string Name, DnsType Type);
}
