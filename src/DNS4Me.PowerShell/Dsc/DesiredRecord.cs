using System.Collections;
using System.Globalization;

namespace DNS4Me.PowerShell.Dsc;

/// <summary>
/// A record as the DSC resource DNS4MeRecord wants it, which has its own data in one property: there may be several records of a name and type, and the data tell them apart. It is for the module's script
/// alone.
/// </summary>
public sealed class DesiredRecord
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>What may differ in a record that is there: each as all that is wanted.</summary>
    private static readonly Dictionary<string, Func<RecordValues, RecordValues>> Alone = new()
    {
        [nameof(RecordValues.OfflineTarget)] = values => new() { OfflineTarget = values.OfflineTarget },
        [nameof(RecordValues.Priority)] = values => new() { Priority = values.Priority },
        [nameof(RecordValues.Weight)] = values => new() { Weight = values.Weight },
        [nameof(RecordValues.Flags)] = values => new() { Flags = values.Flags },
        [nameof(RecordValues.TimeToLive)] = values => new() { TimeToLive = values.TimeToLive },
        [nameof(RecordValues.CanonicalName)] = values => new() { CanonicalName = values.CanonicalName },
    };

    private readonly RecordValues _identity;
    private readonly RecordRow _data;
    private readonly RecordRow _rest;

    private DesiredRecord(RecordRow data, RecordRow rest, RecordValues identity) => (_data, _rest, _identity) = (data, rest, identity);

    /// <summary>The domain, in its stored form.</summary>
    public string Domain => _identity.Domain!;

    /// <summary>The name below the domain, in its stored form.</summary>
    public string Name => _identity.Name!;

    /// <summary>The type.</summary>
    public RecordType Type => _identity.Type!.Value;

    /// <summary>The parameters of Add-DNS4MeRecord that make the record.</summary>
    public Hashtable Parameters => ToParameters(_data.Data.Concat(_rest.Data));

    /// <summary>Reads a resource.</summary>
    /// <exception cref="DNS4MeException">It makes no record.</exception>
    public static DesiredRecord Of(object resource)
    {
        var properties = PSObject.AsPSObject(resource).Properties;
        string? Text(string name) => System.Convert.ToString(properties[name]?.Value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

        var faults = new List<Fault>();
        var name = new RecordRow { Domain = Text("Domain"), Name = Text("Name") ?? NameRules.Root, Type = Text("Type") };
        var type = name.Read(faults).Type;
        DNS4MeException.ThrowIfAny(faults);
        var data = DataRow(type, Text("RecordData"));
        var rest = new RecordRow { OfflineTarget = Text("OfflineTarget"), Priority = Text("Priority"), Weight = Text("Weight"), Flags = Text("Flags"), TimeToLive = Text("TimeToLive") };
        var identity = RecordRules.ToStored((data with { Domain = name.Domain, Name = name.Name, Type = name.Type }).Read(faults));
        faults.AddRange(RecordRules.CheckPart(identity.With(rest.Read(faults))));
        DNS4MeException.ThrowIfAny(faults);

        // An alias is alone at its name, so that its destination may differ from what is wanted and it is the same alias.
        return type == RecordType.CNAME
            ? new(new(), rest with { CanonicalName = data.CanonicalName }, identity with { CanonicalName = null })
            : new(data, rest, identity);
    }

    /// <summary>The data of a record as the resource has them.</summary>
    public static string DataOf(DomainRecord record) => record.Type switch
    {
        RecordType.MX => record.MailServer!,
        RecordType.CNAME => record.CanonicalName!,
        RecordType.TXT => record.Text!,
        RecordType.SRV => FormattableString.Invariant($"{record.Port} {record.Target}"),
        RecordType.CAA => $"{record.Tag} {record.Value}",
        _ => record.OnlineTarget!.ToString(),
    };

    /// <summary>The record among others, without what may differ; null when it is not there.</summary>
    public DomainRecord? Find(object[] records)
        => records.Select(record => record is PSObject wrapped ? wrapped.BaseObject : record).OfType<DomainRecord>().FirstOrDefault(record => !record.IsDefault && RecordRules.Fits(record, _identity));

    /// <summary>The parameters of Set-DNS4MeRecord that make a record that is there what it is to be.</summary>
    public Hashtable Differences(DomainRecord record)
    {
        var stored = RecordRules.ToStored(_rest.Read([]));
        return ToParameters(_rest.Data.Where(cell => !RecordRules.Fits(record, Alone[cell.Key](stored))));
    }

    private static RecordRow DataRow(RecordType? type, string? data)
    {
        var parts = (data ?? "").Trim().Split(Blanks, 2, StringSplitOptions.RemoveEmptyEntries);
        return type switch
        {
            RecordType.MX => new() { MailServer = data },
            RecordType.CNAME => new() { CanonicalName = data },
            RecordType.TXT => new() { Text = data },
            RecordType.SRV => new() { Port = parts.FirstOrDefault(), Target = parts.ElementAtOrDefault(1) },
            RecordType.CAA => new() { Tag = parts.FirstOrDefault(), Value = parts.ElementAtOrDefault(1) },
            _ => new() { OnlineTarget = data },
        };
    }

    private static Hashtable ToParameters(IEnumerable<KeyValuePair<string, string>> cells)
    {
        var parameters = new Hashtable();
        foreach (var cell in cells)
        {
            parameters[cell.Key] = cell.Value;
        }

        return parameters;
    }
}
