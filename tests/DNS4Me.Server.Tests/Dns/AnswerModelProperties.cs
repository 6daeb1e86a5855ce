using System.Net;
using DNS4Me.Dns;
using DNS4Me.Server.Dns;
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
        from name in Names from priority in Gen.Choose(1, 30) select TestZones.Mail(name, priority, $"mx{priority}.example"),
        from name in Names select TestZones.Mail(name, 0, "."),
        from name in Names from text in Gen.Elements("plain", "two words", "\"a\" \"b\"") select TestZones.Text(name, text),
        from name in Names from priority in Gen.Choose(0, 2) from target in Gen.Elements(".", "sip.example") select TestZones.Service(name, priority, 5, 5060, target),
        from name in Names from tag in Gen.Elements("issue", "iodef") select TestZones.Authority(name, 0, tag, "ca.example"));

    private static readonly Gen<DomainRecord> Aliases = from name in Names where name.Length > 0 select TestZones.Alias(name, "elsewhere.example");

    /// <summary>Records that may stand together.</summary>
    private static readonly Gen<DomainRecord[]> RecordSets = Gen.Frequency((5, Records), (1, Aliases)).ArrayOf().Select(records => records.Aggregate(
        Array.Empty<DomainRecord>(),
        (kept, record) => RecordSetRules.Check(record, [.. kept.Where(other => other.Name == record.Name)]) is null ? [.. kept, record] : kept));

    private static readonly Gen<Case> Cases =
        from records in RecordSets
        from others in RecordSets
        from online in Gen.Elements(true, false)
        from ever in Gen.Elements(true, false)
        from web in Gen.Elements(WebRedirect.Disabled, WebRedirect.Port, WebRedirect.Url)
        from offline in Gen.Elements(OfflineBehavior.OfflinePage, OfflineBehavior.KeepAddress, OfflineBehavior.Address, OfflineBehavior.Url)
        from name in Names
        from type in Gen.Elements(DnsType.A, DnsType.AAAA, DnsType.MX, DnsType.TXT, DnsType.SRV, DnsType.CAA, DnsType.CNAME)
        select new Case(
            records,
            others,
            online,
            ever || online,
            new() { WebRedirect = web, WebRedirectUrl = web == WebRedirect.Url ? "http://y.example/" : "" },
            new() { Behavior = offline, Address = Addresses[1] },
            name,
            type);

    [Fact]
    public void An_answer_never_contradicts_the_rules() => Check.One(
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(2000),
        Prop.ForAll(Cases.ToArbitrary(), test => Expected(test) == Actual(test, ZoneBuilder.Build(test.Records))));

    [Fact]
    public void An_answer_from_names_brought_up_to_date_never_does_either() => Check.One(
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(2000),
        Prop.ForAll(Cases.ToArbitrary(), test => Expected(test) == Actual(test, Changed(test))));

    /// <summary>The case's records in place of others, name by name.</summary>
    private static ZoneTree Changed(Case test)
        => test.Records.Concat(test.Others).Select(record => record.Name).Distinct().Aggregate(ZoneBuilder.Build(test.Others), (zone, name) => ZoneBuilder.Update(
            zone, [KeyValuePair.Create<string, IReadOnlyList<DomainRecord>>(name, [.. test.Records.Where(record => record.Name == name)])]));

    private static string Actual(Case test, ZoneTree zone)
    {
        var zones = new TestZones();
        var presence = test.Ever ? TestZones.Online() with { WentOffline = !test.Online } : null;
        zones.Add(Domain, null, presence, test.OnlineSetting, test.OfflineSetting, zone);
        var response = zones.Ask(OwnerName(test.Name), test.Type);
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
        if (own is [{ Type: RecordType.CNAME } alias])
        {
            return Text(DnsRcode.NoError, [alias.CanonicalName + "."]);
        }

        var isService = owner.Split('.').Any(label => label.StartsWith('_'));
        return Text(DnsRcode.NoError, test.Type switch
        {
            DnsType.A => Hosts(test, own, isService, IPFamily.IPv4),
            DnsType.AAAA => Hosts(test, own, isService, IPFamily.IPv6),
            DnsType.MX => Mails(own, isService),
            DnsType.TXT => Of(own, RecordType.TXT, record => CharacterStrings.Quote(record.Text!)),
            DnsType.SRV => Of(own, RecordType.SRV, record => $"{record.Priority} {record.Weight} {record.Port} {FullName(record.Target!)}"),
            DnsType.CAA => Of(own, RecordType.CAA, record => $"{record.Flags} {record.Tag} \"{record.Value}\""),
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
        var mails = Of(own, RecordType.MX, record => $"{record.Priority} {FullName(record.MailServer!)}").ToArray();
        return mails.Length == 0 && !isService ? [$"10 {Domain}."] : mails;
    }

    private static IEnumerable<string> Of(DomainRecord[] own, RecordType type, Func<DomainRecord, string> data) => own.Where(record => record.Type == type).Select(data);

    private static string FullName(string stored) => stored == "." ? stored : stored + ".";

    private static IEnumerable<string> Ancestors(string name)
    {
        for (; name.Length > 0; name = name.Contains('.', StringComparison.Ordinal) ? name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..] : "")
        {
            yield return name;
        }

        yield return "";
    }

    private static string OwnerName(string name) => name.Length == 0 ? Domain : $"{name}.{Domain}";

    private static string Text(DnsRcode rcode, IEnumerable<string> data) => $"{rcode}: {string.Join(", ", data.Order(StringComparer.Ordinal))}";

    private sealed record Case(
        DomainRecord[] Records, DomainRecord[] Others, bool Online, bool Ever, OnlineSetting OnlineSetting, OfflineSetting OfflineSetting, string Name, DnsType Type);
}
