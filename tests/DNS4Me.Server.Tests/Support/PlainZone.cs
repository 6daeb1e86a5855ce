using System.Net;

namespace DNS4Me.Server.Tests.Support;

/// <summary>
/// A domain as a zone file that any name server can load: what the house rules mean for these records at this moment, written out record by
/// record. It knows nothing of how the server holds its names.
/// </summary>
internal sealed class PlainZone
{
    private const string Wildcard = "*";
    private const string Web = "www";

    private readonly string _domain;
    private readonly Dictionary<string, DomainRecord[]> _records;
    private readonly OnlineSetting _online;
    private readonly OfflineSetting _offline;
    private readonly PresenceFacts _facts;
    private readonly bool _isWebApart;

    public PlainZone(string domain, IEnumerable<DomainRecord> records, OnlineSetting online, OfflineSetting offline, PresenceFacts facts)
    {
        (_domain, _online, _offline, _facts) = (domain, online, offline, facts);
        _records = records.GroupBy(record => record.Name).ToDictionary(name => name.Key, name => name.ToArray());
        var own = _records.Keys.Append("").Append(Wildcard).ToHashSet();

        // The web redirect is for www itself: as soon as a plain zone says so, www exists, and below it needs the wildcard again.
        _isWebApart = online.WebRedirect != WebRedirect.Disabled && !own.SelectMany(WithAncestors).Contains(Web);
        if (_isWebApart && _records.GetValueOrDefault(Wildcard) is { } forAll)
        {
            _records[Web] = [.. forAll.Select(record => record with { Name = Web })];
            _records[$"{Wildcard}.{Web}"] = [.. forAll.Select(record => record with { Name = $"{Wildcard}.{Web}" })];
        }

        IEnumerable<string> apart = _isWebApart ? [Web, $"{Wildcard}.{Web}"] : [];
        Names = [.. own.Concat(apart).SelectMany(WithAncestors).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Every name that exists, relative to the domain; empty for the domain itself.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether a zone file can say of a name what the house rules do: not below the wildcard that stands in it for the sake of www.</summary>
    public bool CanTell(string name) => !_isWebApart || !name.EndsWith($".{Wildcard}.{Web}", StringComparison.Ordinal);

    /// <summary>The zone file, with full names.</summary>
    public string ToFile() => string.Concat(Apex().Concat(Names.SelectMany(LinesOrPlace)).Select(line => line + "\n"));

    private IEnumerable<string> Apex() =>
    [
        $"{_domain}. 3600 IN SOA ns1.{TestZones.ServiceZone}. hostmaster.{TestZones.ServiceZone}. 7 3600 600 1209600 60",
        $"{_domain}. 3600 IN NS ns1.{TestZones.ServiceZone}.",
        $"{_domain}. 3600 IN NS ns2.elsewhere.example.",
    ];

    /// <summary>A name whose host records come to nothing at this moment exists all the same; in a zone file it takes something below it to say so.</summary>
    private IEnumerable<string> LinesOrPlace(string name)
        => Lines(name).ToArray() is { Length: > 0 } lines ? lines : [Line($"_place.{name}", 0, RecordType.TXT, "\"\"")];

    private IEnumerable<string> Lines(string name)
    {
        var own = _records.GetValueOrDefault(name) ?? [];
        var lines = own
            .Where(record => record.Type is not (RecordType.A or RecordType.AAAA))
            .Select(record => Line(name, Lowest(own, record.Type), record.Type, DataOf(record)));
        var hosts = own.Where(record => record.Type is RecordType.A or RecordType.AAAA).ToArray();
        var hasDefaults = !own.Any(record => record.Type == RecordType.CNAME) && !name.Split('.').Any(label => label.StartsWith('_'));
        if (hosts.Length == 0 && hasDefaults)
        {
            hosts = [TestZones.Host(name, HostTarget.Default), TestZones.Host(name, HostTarget.Default, type: RecordType.AAAA)];
        }

        if (hasDefaults && !own.Any(record => record.Type == RecordType.MX))
        {
            lines = lines.Append(Line(name, DomainRecord.DefaultTimeToLive, RecordType.MX, $"{DomainRecord.DefaultMailPriority} {_domain}."));
        }

        var isDefault = !own.Any(record => record.Type is RecordType.A or RecordType.AAAA);
        return lines.Concat(hosts
            .SelectMany(host => Addresses(host, isDefault && name == Web).Select(address => Line(name, Lowest(hosts, host.Type), host.Type, address.ToString())))
            .Distinct());
    }

    private IEnumerable<IPAddress> Addresses(DomainRecord host, bool isWeb)
    {
        var family = host.Type == RecordType.A ? IPFamily.IPv4 : IPFamily.IPv6;
        var answer = HostAnswers.Answer(_online, _offline, host.OnlineTarget!, host.OfflineTarget!, isWeb, family, _facts);
        return answer switch
        {
            { IsRedirect: true } => [family == IPFamily.IPv4 ? TestZones.Redirector : TestZones.RedirectorIPv6],
            { Kind: HostAnswerKind.Address } => [answer.Address!],
            _ => [],
        };
    }

    private string Line(string name, int timeToLive, RecordType type, string data) => $"{(name.Length == 0 ? "" : name + ".")}{_domain}. {timeToLive} IN {type} {data}";

    private static int Lowest(IEnumerable<DomainRecord> records, RecordType type) => records.Where(record => record.Type == type).Min(record => record.TimeToLive);

    private static string DataOf(DomainRecord record) => record.Type switch
    {
        RecordType.MX => $"{record.Priority} {Full(record.MailServer!)}",
        RecordType.CNAME => Full(record.CanonicalName!),
        RecordType.TXT => CharacterStrings.Quote(record.Text!),
        RecordType.SRV => $"{record.Priority} {record.Weight} {record.Port} {Full(record.Target!)}",
        _ => $"{record.Flags} {record.Tag} {CharacterStrings.QuoteOne(CharacterStrings.Encode(record.Value!))}",
    };

    private static string Full(string name) => name == "." ? name : name + ".";

    private static IEnumerable<string> WithAncestors(string name)
    {
        var labels = name.Length == 0 ? [] : name.Split('.');
        return Enumerable.Range(0, labels.Length + 1).Select(skipped => string.Join('.', labels.Skip(skipped)));
    }
}
