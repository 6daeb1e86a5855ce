namespace DNS4Me.ZoneFiles;

/// <summary>The SOA record and the NS records of a zone file (RFC 1035, section 3.3.13; RFC 1912, section 2.2, for the times).</summary>
public sealed record ZoneFileAuthority
{
    /// <summary>The time to live of these records, in seconds.</summary>
    public const int TimeToLive = 3_600;

    /// <summary>After how many seconds secondaries look for changes.</summary>
    public const int Refresh = 3_600;

    /// <summary>After how many seconds they try again.</summary>
    public const int Retry = 600;

    /// <summary>After how many seconds without an answer they stop answering.</summary>
    public const int Expire = 604_800;

    /// <summary>For how many seconds it may be remembered that a name does not exist (RFC 2308).</summary>
    public const int NegativeTimeToLive = 60;

    /// <summary>The name of the mailbox that a domain's authority has unless it is given another.</summary>
    public const string DefaultMailbox = "hostmaster";

    private ZoneFileAuthority(IReadOnlyList<string> nameServers, string mailbox, uint serial)
        => (NameServers, Mailbox, Serial) = (nameServers, mailbox, serial);

    /// <summary>The name servers' full names, in stored form; the first is the primary.</summary>
    public IReadOnlyList<string> NameServers { get; }

    /// <summary>The mailbox of who is responsible, as the SOA record has it, with its closing dot.</summary>
    public string Mailbox { get; }

    /// <summary>The zone's serial number.</summary>
    public uint Serial { get; }

    /// <summary>Makes an authority of what people give.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="nameServers">The name servers' full names; one at least.</param>
    /// <param name="hostmaster">An e-mail address; null for hostmaster at the domain.</param>
    /// <param name="serial">The serial number; by convention the seconds since 1970, which grow.</param>
    /// <exception cref="DNS4MeException">A name or the address is none; every fault is told.</exception>
    public static ZoneFileAuthority Create(string domain, IReadOnlyList<string> nameServers, string? hostmaster, uint serial)
    {
        var faults = new List<Fault>();
        if (nameServers.Count == 0)
        {
            faults.Add(Faults.InvalidValue("nameServer", "A zone has a name server.", domain));
        }

        var names = nameServers.Select(given =>
        {
            var name = NameRules.ToHostName(given);
            if (name is null)
            {
                faults.Add(Faults.InvalidValue("nameServer", $"A name server must be a full name such as ns1.example.net, not '{given}'.", given));
            }

            return name ?? "";
        }).ToList();
        var address = hostmaster ?? $"{DefaultMailbox}@{domain}";
        var mailbox = MailboxOf(address);
        if (mailbox is null)
        {
            faults.Add(Faults.InvalidValue("hostmaster", $"The hostmaster must be an e-mail address such as hostmaster@example.net, not '{address}'.", address));
        }

        DNS4MeException.ThrowIfAny(faults);
        return new(names, mailbox!, serial);
    }

    /// <summary>An e-mail address as a name: the local part is the first label, whose dots are escaped (RFC 1035, section 8).</summary>
    private static string? MailboxOf(string address)
    {
        var at = address.LastIndexOf('@');
        var local = at < 0 ? "" : address.Substring(0, at);
        var isLocal = local.Length is > 0 and <= NameRules.LongestLabel && local.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_' or '+');
        return isLocal && NameRules.ToHostName(address.Substring(at + 1)) is { } host && local.Length + host.Length < NameRules.LongestName
            ? $"{local.Replace(".", "\\.")}.{host}."
            : null;
    }
}
