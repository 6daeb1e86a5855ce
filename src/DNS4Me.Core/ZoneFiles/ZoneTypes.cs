namespace DNS4Me.ZoneFiles;

/// <summary>What the types of zone files are to us. They may be written by number (RFC 3597, section 5).</summary>
internal static class ZoneTypes
{
    public const string Authority = "SOA";
    public const string NameServer = "NS";

    /// <summary>The types that a signer makes of the other records, and that do not hold for records that are served elsewhere.</summary>
    public static readonly IReadOnlyList<string> Signing = ["DNSKEY", "RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "CDS", "CDNSKEY", "ZONEMD"];

    private static readonly Dictionary<string, string> ByNumber = new()
    {
        ["TYPE1"] = "A",
        ["TYPE2"] = NameServer,
        ["TYPE5"] = "CNAME",
        ["TYPE6"] = Authority,
        ["TYPE15"] = "MX",
        ["TYPE16"] = "TXT",
        ["TYPE28"] = "AAAA",
        ["TYPE33"] = "SRV",
        ["TYPE46"] = "RRSIG",
        ["TYPE47"] = "NSEC",
        ["TYPE48"] = "DNSKEY",
        ["TYPE50"] = "NSEC3",
        ["TYPE51"] = "NSEC3PARAM",
        ["TYPE59"] = "CDS",
        ["TYPE60"] = "CDNSKEY",
        ["TYPE63"] = "ZONEMD",
        ["TYPE257"] = "CAA",
    };

    /// <summary>A type's name in capitals, by its number where it is written so.</summary>
    public static string NameOf(ZoneWord word)
    {
        var name = word.IsQuoted ? "" : word.Text.ToUpperInvariant();
        return ByNumber.TryGetValue(name, out var known) ? known : name;
    }

    /// <summary>The type of a record that DNS4Me holds.</summary>
    /// <exception cref="ZoneSyntaxException">It is another one.</exception>
    public static RecordType TypeOf(ZoneWord word)
        => NameOf(word) is var name && Array.IndexOf(Enum.GetNames(typeof(RecordType)), name) >= 0
            ? (RecordType)Enum.Parse(typeof(RecordType), name)
            : throw word.Mistake($"{word.Shown} is not a type of record that DNS4Me holds: {string.Join(", ", Enum.GetNames(typeof(RecordType)))}.", "Correct the type, or remove the record and read the file again.");
}
