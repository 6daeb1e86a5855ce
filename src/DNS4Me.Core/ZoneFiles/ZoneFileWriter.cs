using System.Globalization;

namespace DNS4Me.ZoneFiles;

/// <summary>
/// Writes zone files that BIND and its like load and that <see cref="ZoneFileReader"/> reads into the same records. A line is a record, its name always
/// written, in columns. What DNS has no form for stands in comments, as <see cref="ZoneRemark"/> says.
/// </summary>
public sealed class ZoneFileWriter
{
    private const int NameWidth = 24;
    private const int TimeWidth = 7;
    private const int TypeWidth = 5;

    private readonly string _domain;
    private readonly ZoneFileForm _form;
    private readonly ZoneFileDefaults? _defaults;

    private ZoneFileWriter(string domain, ZoneFileForm form)
        => (_domain, _form, _defaults) = (domain, form, form.IncludeDefaults ? new() : null);

    /// <summary>The lines of a zone file, as the records come.</summary>
    /// <param name="domain">The domain, in its stored form.</param>
    /// <param name="records">
    /// The domain's records as a listing gives them: default ones first, then all of a name together, names in ordinal order. One name's records are held at a time;
    /// with <see cref="ZoneFileForm.IncludeDefaults"/> the names too.
    /// </param>
    /// <param name="form">How they are to be written.</param>
    public static IEnumerable<string> Lines(string domain, IEnumerable<DomainRecord> records, ZoneFileForm form)
        => new ZoneFileWriter(domain, form).Lines(records);

    private IEnumerable<string> Lines(IEnumerable<DomainRecord> records)
    {
        foreach (var line in Head())
        {
            yield return line;
        }

        var name = new List<DomainRecord>();
        foreach (var record in records)
        {
            if (record.IsDefault)
            {
                _defaults?.Learn(record);
                continue;
            }

            if (name.Count > 0 && name[0].Name != record.Name)
            {
                foreach (var line in Name(name))
                {
                    yield return line;
                }

                name.Clear();
            }

            name.Add(record);
        }

        foreach (var line in Name(name).Concat(_defaults?.Missing().SelectMany(Records) ?? []))
        {
            yield return line;
        }
    }

    private IEnumerable<string> Head()
    {
        yield return $"; The records of {_domain}. Comments that begin with '{ZoneRemark.Marker}' hold what DNS has no form for; DNS4Me reads them.";
        yield return $"$ORIGIN {_domain}.";
        yield return Invariant($"$TTL {DomainRecord.DefaultTimeToLive}");
        if (_form.Authority is not { } authority)
        {
            yield break;
        }

        yield return Line("", ZoneFileAuthority.TimeToLive, ZoneTypes.Authority, Invariant(
            $"{authority.NameServers[0]}. {authority.Mailbox} {authority.Serial} {ZoneFileAuthority.Refresh} {ZoneFileAuthority.Retry} {ZoneFileAuthority.Expire} {ZoneFileAuthority.NegativeTimeToLive}"));
        foreach (var server in authority.NameServers)
        {
            yield return Line("", ZoneFileAuthority.TimeToLive, ZoneTypes.NameServer, server + ".");
        }
    }

    /// <summary>The records of a name, with those of the names before it that have default records alone.</summary>
    private IEnumerable<string> Name(List<DomainRecord> records)
    {
        if (_defaults is null || records.Count == 0)
        {
            return Records(records);
        }

        return [.. _defaults.Before(records[0].Name).SelectMany(Records), .. Records(_defaults.With(records))];
    }

    private IEnumerable<string> Records(IEnumerable<DomainRecord> records)
        => records.Select(record => (Record: record, Text: Text(record)))
            .OrderBy(entry => entry.Record.Type).ThenBy(entry => entry.Record.Priority).ThenBy(entry => entry.Text, StringComparer.Ordinal)
            .Select(entry => entry.Text);

    private string Text(DomainRecord record)
    {
        if (record.Type is not (RecordType.A or RecordType.AAAA))
        {
            return Line(record.Name, record.TimeToLive, record.Type.ToString(), DataOf(record)) + (record.IsDefault ? $" {new ZoneRemark { IsDefault = true }}" : "");
        }

        var online = record.OnlineTarget ?? HostTarget.Default;
        var answer = _form.IncludeDefaults && AddressText.TryParse(record.CurrentData, out var now) && now!.Family() == (record.Type == RecordType.A ? IPFamily.IPv4 : IPFamily.IPv6)
            ? HostTarget.ToAddress(now!)
            : null;
        var shown = record.IsDefault || (_form.IncludeDefaults && record.CurrentData is not null) ? answer : online.Address is null ? null : online;
        var remark = new ZoneRemark
        {
            IsDefault = record.IsDefault,
            Online = record.IsDefault || online == shown ? null : online,
            Offline = record.IsDefault || record.OfflineTarget is null || record.OfflineTarget == HostTarget.Default ? null : record.OfflineTarget,
        };
        return (shown, record.IsDefault) switch
        {
            ({ } address, _) => $"{Line(record.Name, record.TimeToLive, record.Type.ToString(), address.ToString())} {remark}".TrimEnd(),
            (null, false) => $"; {ZoneRemark.Marker} {Owner(record.Name)} {Invariant($"{record.TimeToLive}")} {ZoneClasses.Internet} {record.Type} {remark.Words()}",
            _ => $"; {Owner(record.Name)} has the service's default {record.Type} record, which gives no address: {(string.IsNullOrEmpty(record.CurrentData) ? "no answer" : record.CurrentData)}.",
        };
    }

    /// <summary>The data with full names, which end with a dot.</summary>
    private static string DataOf(DomainRecord record) => record.Type switch
    {
        RecordType.MX => Invariant($"{record.Priority} {Full(record.MailServer)}"),
        RecordType.CNAME => Full(record.CanonicalName),
        RecordType.SRV => Invariant($"{record.Priority} {record.Weight} {record.Port} {Full(record.Target)}"),
        _ => RecordText.DataOf(record),
    };

    private static string Line(string name, int timeToLive, string type, string data)
        => $"{Owner(name).PadRight(NameWidth)} {Invariant($"{timeToLive}").PadLeft(TimeWidth)} {ZoneClasses.Internet} {type.PadRight(TypeWidth)} {data}";

    private static string Owner(string name) => name.Length == 0 ? NameRules.Root : name;

    private static string Full(string? name) => name == ZoneNames.Root ? ZoneNames.Root : name + ".";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
