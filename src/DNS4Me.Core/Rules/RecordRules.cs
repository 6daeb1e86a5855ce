using System.Net;

namespace DNS4Me;

/// <summary>
/// What a record may hold: makes <see cref="DomainRecord"/>s of what people give. Whether records may stand together is <see cref="RecordSetRules"/>'s
/// affair. Source: help file, "Host Record Dialog", "Mail Record Dialog", "Alias Record Dialog", "Custom DNS".
/// </summary>
public static class RecordRules
{
    /// <summary>The greatest priority, weight or port of a record.</summary>
    public const int GreatestUInt16 = ushort.MaxValue;

    /// <summary>The longest property of a CAA record, in characters (RFC 8659, section 4.1, advises 15).</summary>
    public const int LongestTag = 15;

    /// <summary>The longest value of a CAA record, in characters.</summary>
    public const int LongestValue = 1024;

    /// <summary>The mail server that says "no mail" (RFC 7505), and the service's target that says "no such service" (RFC 2782).</summary>
    internal const string NoName = ".";

    private static readonly RecordType[] Hosts = [RecordType.A, RecordType.AAAA];

    /// <summary>The members that belong to certain types only, in the order of the model.</summary>
    private static readonly (string Field, RecordType[] Types, Func<RecordValues, object?> Get)[] Members =
    [
        ("address", Hosts, values => values.Address),
        ("onlineTarget", Hosts, values => values.OnlineTarget),
        ("offlineTarget", Hosts, values => values.OfflineTarget),
        ("priority", [RecordType.MX, RecordType.SRV], values => values.Priority),
        ("mailServer", [RecordType.MX], values => values.MailServer),
        ("canonicalName", [RecordType.CNAME], values => values.CanonicalName),
        ("text", [RecordType.TXT], values => values.Text),
        ("weight", [RecordType.SRV], values => values.Weight),
        ("port", [RecordType.SRV], values => values.Port),
        ("target", [RecordType.SRV], values => values.Target),
        ("flags", [RecordType.CAA], values => values.Flags),
        ("tag", [RecordType.CAA], values => values.Tag),
        ("value", [RecordType.CAA], values => values.Value),
    ];

    /// <summary>Whether a member, by its JSON name, belongs to a type.</summary>
    public static bool Has(RecordType type, string field) => Members.All(member => member.Field != field || member.Types.Contains(type));

    /// <summary>Makes a record of what was given for a new one.</summary>
    /// <param name="values">What was given.</param>
    /// <param name="faults">Every fault; empty for what is allowed.</param>
    /// <returns>The record in its stored form; null when there is a fault.</returns>
    public static DomainRecord? Create(RecordValues values, out IReadOnlyList<Fault> faults)
    {
        var found = new List<Fault>();
        faults = found;
        var domain = NameRules.ToHostName(values.Domain ?? "");
        if (domain is null)
        {
            found.Add(Faults.InvalidValue("domain", values.Domain is null or "" ? "A record needs the name of its domain." : $"'{values.Domain}' is not a domain's name.", values.Domain));
        }

        if (TypeOf(values, found) is not { } type)
        {
            return null;
        }

        found.AddRange(Members.Where(member => !member.Types.Contains(type) && member.Get(values) is not null)
            .Select(member => Faults.InvalidValue(member.Field, $"{Article(type)} record has no {member.Field}; leave it blank.", values.ToString())));
        var name = domain is null ? "" : NameRules.ToRecordName(values.Name ?? "", domain);
        if (name is null)
        {
            found.Add(Faults.InvalidValue("name",
                $"'{values.Name}' is not a name below '{domain}'. Labels have letters, digits, hyphens and underscores; '{NameRules.Wildcard}' may stand first; a name that ends with a dot is a full one.", values.Name));
        }

        if (values.TimeToLive is < 0)
        {
            found.Add(Faults.InvalidValue("timeToLive", $"The time to live must be between 0 and {int.MaxValue} seconds, not {values.TimeToLive}.", values.ToString()));
        }

        var record = Filled(new() { Domain = domain ?? "", Name = name ?? "", Type = type, TimeToLive = values.TimeToLive ?? DomainRecord.DefaultTimeToLive }, values, found);
        return found.Count == 0 ? record : null;
    }

    /// <summary>Makes a record of one that exists and what was given to change of it.</summary>
    /// <param name="record">The record as it is.</param>
    /// <param name="values">What was given. The domain and the type stay.</param>
    /// <param name="faults">Every fault; empty for what is allowed.</param>
    /// <returns>The record in its stored form; null when there is a fault.</returns>
    public static DomainRecord? Change(DomainRecord record, RecordValues values, out IReadOnlyList<Fault> faults)
    {
        if (values.Type is { } type && type != record.Type)
        {
            faults = [Faults.InvalidValue("type", $"'{record.FullName}' is {Article(record.Type)} record: its type cannot be changed. Add another record and remove this one.", record.ToString())];
            return null;
        }

        var changed = Create(RecordValues.Of(record).With(values), out faults);
        return changed is null ? null : changed with { Id = record.Id };
    }

    /// <summary>Checks what is given of a record that is not at hand: what is to change of it, or what it must have.</summary>
    /// <returns>Every fault; empty for what some record of the type may hold.</returns>
    public static IReadOnlyList<Fault> CheckPart(RecordValues values)
    {
        if (MeantType(values) is not { } type || !Enum.IsDefined(typeof(RecordType), type))
        {
            return [];
        }

        var some = Some(type);
        _ = Create((some with { Domain = values.Domain ?? some.Domain }).With(values), out var faults);
        return [.. faults.Select(fault => fault with { Target = values.ToString() })];
    }

    /// <summary>Whether a record is one that was asked for: by domain, name and type, and by the data if any are given. Values must be in their stored form: <see cref="ToStored"/>.</summary>
    public static bool Fits(DomainRecord record, RecordValues values)
        => (values.Domain is null || values.Domain == record.Domain)
            && (values.Name is null || values.Name == record.Name)
            && (values.Type is null || values.Type == record.Type)
            && (values.Address is null || record.OnlineTarget == HostTarget.ToAddress(values.Address))
            && (values.TimeToLive is null || values.TimeToLive == record.TimeToLive)
            && Members.Skip(1).All(member => member.Get(values) is not { } given || given.Equals(member.Get(RecordValues.Of(record))));

    /// <summary>
    /// Values as <see cref="Fits"/> compares them: names, texts and properties in their stored form. What has no stored form stays as it was given,
    /// and fits nothing.
    /// </summary>
    public static RecordValues ToStored(RecordValues values)
    {
        var domain = values.Domain is null ? null : NameRules.ToHostName(values.Domain) ?? values.Domain;
        return values with
        {
            Domain = domain,
            Name = values.Name is null ? null : NameRules.ToRecordName(values.Name, domain ?? "") ?? values.Name,
            MailServer = ToStoredName(values.MailServer),
            CanonicalName = ToStoredName(values.CanonicalName),
            Target = ToStoredName(values.Target),
            Text = values.Text is not null && CharacterStrings.TryParse(values.Text, out var strings) ? CharacterStrings.Format(strings) : values.Text,
            Tag = values.Tag?.Trim().ToLowerInvariant(),
        };
    }

    /// <summary>The type that values speak of: the one given, or else the one that their datum says; null when they leave it open.</summary>
    public static RecordType? MeantType(RecordValues values) => values switch
    {
        { Type: { } type } => type,
        { Address: { } address } => HostType(address),
        { OnlineTarget.Address: { } address } => HostType(address),
        { MailServer: not null } => RecordType.MX,
        { CanonicalName: not null } => RecordType.CNAME,
        { Text: not null } => RecordType.TXT,
        _ => null,
    };

    private static string? ToStoredName(string? text) => text is null ? null : text.Trim() is NoName ? NoName : NameRules.ToFullName(text) ?? text;

    /// <summary>The least that a record of a type needs.</summary>
    private static RecordValues Some(RecordType type)
    {
        const string Somewhere = "some.example";
        return new()
        {
            Domain = Somewhere,
            Name = type == RecordType.SRV ? "_some._tcp" : "some",
            Type = type,
            MailServer = type == RecordType.MX ? NoName : null,
            CanonicalName = type == RecordType.CNAME ? Somewhere : null,
            Text = type == RecordType.TXT ? Somewhere : null,
            Port = type == RecordType.SRV ? 0 : null,
            Target = type == RecordType.SRV ? NoName : null,
            Tag = type == RecordType.CAA ? "issue" : null,
            Value = type == RecordType.CAA ? ";" : null,
        };
    }

    private static RecordType? TypeOf(RecordValues values, List<Fault> faults)
    {
        if (values.Type is { } type)
        {
            if (Enum.IsDefined(typeof(RecordType), type))
            {
                return type;
            }

            faults.Add(Faults.InvalidValue("type", $"'{type}' is none of {string.Join(", ", Enum.GetNames(typeof(RecordType)))}.", values.ToString()));
            return null;
        }

        var meant = MeantType(values);
        if (meant is null)
        {
            faults.Add(Faults.InvalidValue("type", $"A record needs a type: one of {string.Join(", ", Enum.GetNames(typeof(RecordType)))}.", values.ToString()));
        }

        return meant;
    }

    private static RecordType HostType(IPAddress address) => address.Family() == IPFamily.IPv4 ? RecordType.A : RecordType.AAAA;

    private static DomainRecord Filled(DomainRecord record, RecordValues values, List<Fault> faults) => record.Type switch
    {
        RecordType.A or RecordType.AAAA => record with
        {
            OnlineTarget = Target("onlineTarget", OnlineTarget(record, values, faults), record, [HostTargetKind.Default, HostTargetKind.Address, HostTargetKind.PortRedirect, HostTargetKind.UrlRedirect], faults),
            OfflineTarget = Target("offlineTarget", values.OfflineTarget, record, [HostTargetKind.Default, HostTargetKind.Address, HostTargetKind.UrlRedirect, HostTargetKind.OfflinePage], faults),
        },
        RecordType.MX => record with
        {
            Priority = Number("priority", values.Priority ?? (values.MailServer?.Trim() == NoName ? 0 : DomainRecord.DefaultMailPriority), GreatestUInt16, record, faults),
            MailServer = FullName("mailServer", "mail server", values.MailServer, true, record, faults),
        },
        RecordType.CNAME => record with { CanonicalName = Canonical(values.CanonicalName, record, faults) },
        RecordType.TXT => record with { Text = Text(values.Text, record, faults) },
        RecordType.SRV => Service(record, values, faults),
        _ => Authority(record, values, faults),
    };

    private static HostTarget? OnlineTarget(DomainRecord record, RecordValues values, List<Fault> faults)
    {
        if (values.Address is null)
        {
            return values.OnlineTarget;
        }

        var target = HostTarget.ToAddress(values.Address);
        if (values.OnlineTarget is { } other && other != target)
        {
            faults.Add(Faults.InvalidValue("address", $"The address {values.Address} and the online target '{other}' are two different wishes for one thing; give one of them.", record.FullName));
        }

        return target;
    }

    private static HostTarget Target(string field, HostTarget? target, DomainRecord record, HostTargetKind[] allowed, List<Fault> faults)
    {
        target ??= HostTarget.Default;
        if (!allowed.Contains(target.Kind))
        {
            faults.Add(Faults.InvalidValue(field, $"'{target}' cannot be what a host record gives while {(field == "onlineTarget" ? "online" : "offline")}.", record.FullName));
        }
        else if (target.Address is { } address && (address.IsUnset() || HostType(address) != record.Type))
        {
            faults.Add(Faults.InvalidValue(field, $"{Article(record.Type)} record needs an IPv{(record.Type == RecordType.A ? 4 : 6)} address that is set, not {address}.", record.FullName));
        }

        return target;
    }

    private static string? Canonical(string? text, DomainRecord record, List<Fault> faults)
    {
        var name = FullName("canonicalName", "canonical name", text, false, record, faults);
        if (name == record.FullName)
        {
            faults.Add(Faults.InvalidValue("canonicalName", $"'{name}' cannot be an alias of itself.", record.FullName));
        }

        return name;
    }

    private static string? Text(string? text, DomainRecord record, List<Fault> faults)
    {
        if (text is not null && CharacterStrings.TryParse(text, out var strings))
        {
            return CharacterStrings.Format(strings);
        }

        faults.Add(Faults.InvalidValue("text",
            $"A text record needs a text of at most {CharacterStrings.LongestText} octets without control characters; one that begins with a quotation mark must be strings in quotation marks.", record.FullName));
        return null;
    }

    private static DomainRecord Service(DomainRecord record, RecordValues values, List<Fault> faults)
    {
        if (!record.Name.StartsWith("_", StringComparison.Ordinal) && !record.Name.StartsWith(NameRules.Wildcard, StringComparison.Ordinal))
        {
            faults.Add(Faults.InvalidValue("name", $"A service record's name begins with the service, such as '_sip._tcp' (RFC 2782), not '{record.Name}'.", record.FullName));
        }

        if (values.Port is null)
        {
            faults.Add(Faults.InvalidValue("port", "A service record needs a port.", record.FullName));
        }

        return record with
        {
            Priority = Number("priority", values.Priority ?? 0, GreatestUInt16, record, faults),
            Weight = Number("weight", values.Weight ?? 0, GreatestUInt16, record, faults),
            Port = Number("port", values.Port ?? 0, GreatestUInt16, record, faults),
            Target = FullName("target", "target", values.Target, true, record, faults),
        };
    }

    private static DomainRecord Authority(DomainRecord record, RecordValues values, List<Fault> faults)
    {
        var tag = values.Tag?.Trim().ToLowerInvariant() ?? "";
        if (tag.Length is 0 or > LongestTag || !tag.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9')))
        {
            faults.Add(Faults.InvalidValue("tag", $"'{values.Tag}' is not a property such as issue, issuewild or iodef: 1 to {LongestTag} letters and digits (RFC 8659, section 4.1).", record.FullName));
        }

        if (values.Value is not { Length: <= LongestValue } value || string.IsNullOrWhiteSpace(value) || value.Any(c => c is < ' ' or > '~'))
        {
            faults.Add(Faults.InvalidValue("value", $"A CAA record needs a value of at most {LongestValue} printable ASCII characters; ';' stands for nobody.", record.FullName));
        }

        return record with { Flags = Number("flags", values.Flags ?? 0, byte.MaxValue, record, faults), Tag = tag, Value = values.Value };
    }

    private static int Number(string field, int value, int most, DomainRecord record, List<Fault> faults)
    {
        if (value < 0 || value > most)
        {
            faults.Add(Faults.InvalidValue(field, $"The {field} must be between 0 and {most}, not {value}.", record.FullName));
        }

        return value;
    }

    private static string? FullName(string field, string what, string? text, bool mayBeNone, DomainRecord record, List<Fault> faults)
    {
        var name = mayBeNone && text?.Trim() == NoName ? NoName : NameRules.ToFullName(text ?? "");
        if (name is null)
        {
            faults.Add(Faults.InvalidValue(field, string.IsNullOrWhiteSpace(text)
                ? $"{Article(record.Type)} record needs a {what}."
                : $"The {what} must be a full name such as host.example.com, not '{text}'.", record.FullName));
        }

        return name;
    }

    private static string Article(RecordType type) => type is RecordType.TXT or RecordType.CNAME or RecordType.CAA ? $"a {type}" : $"an {type}";
}
