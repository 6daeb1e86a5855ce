using System.Net;
using System.Net.Sockets;
using DNS4Me.Dns;

namespace DNS4Me.Agent.DomainTest;

/// <summary>The records of one name and type, and what a server should answer for them.</summary>
internal sealed class ExpectedSet
{
    /// <param name="records">The records of one name and type, with their current data.</param>
    /// <param name="redirector">The redirector's addresses; empty when they are not known.</param>
    public ExpectedSet(IReadOnlyList<DomainRecord> records, IReadOnlyList<IPAddress> redirector)
    {
        (Name, Type) = (records[0].Name, TypeOf(records[0].Type));
        Question = DnsName.Parse(records[0].FullName);
        TimeToLive = records.Min(record => record.TimeToLive);
        Items = [.. records.SelectMany(record => ItemsOf(record, redirector)).DistinctBy(item => (item.Text, item.Data))];
    }

    /// <summary>The name below the domain.</summary>
    public string Name { get; }

    /// <summary>The type.</summary>
    public DnsType Type { get; }

    /// <summary>The name to ask for.</summary>
    public DnsName Question { get; }

    /// <summary>The time to live of the whole set: the lowest of its records'.</summary>
    public int TimeToLive { get; }

    /// <summary>What should be answered; an item without text stands for a record that gives nothing now.</summary>
    public IReadOnlyList<ExpectedItem> Items { get; }

    private static IEnumerable<ExpectedItem> ItemsOf(DomainRecord record, IReadOnlyList<IPAddress> redirector)
    {
        if (record.Type is not (RecordType.A or RecordType.AAAA))
        {
            var data = DataOf(record);
            return [new(data.ToString(), data)];
        }

        if (string.IsNullOrEmpty(record.CurrentData))
        {
            return [ExpectedItem.Nothing];
        }

        if (AddressText.TryParse(record.CurrentData, out var address))
        {
            return [Item(address!)];
        }

        // Web requests are led on: DNS answers with the redirector.
        var family = record.Type == RecordType.A ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return redirector.Count == 0 ? [ExpectedItem.Redirector]
            : redirector.Where(known => known.AddressFamily == family).Select(Item).DefaultIfEmpty(ExpectedItem.Nothing);
    }

    private static ExpectedItem Item(IPAddress address) => new(address.ToString(), AddressRecordData.Of(address));

    private static DnsType TypeOf(RecordType type) => Enum.Parse<DnsType>(type.ToString());

    private static DnsRecordData DataOf(DomainRecord record) => record.Type switch
    {
        RecordType.MX => new MxRecordData((ushort)record.Priority!.Value, DnsName.Parse(record.MailServer!)),
        RecordType.CNAME => new CnameRecordData(DnsName.Parse(record.CanonicalName!)),
        RecordType.TXT => CharacterStrings.TryParse(record.Text!, out var strings)
            ? new TxtRecordData(strings.Select(octets => new CharacterString(octets)))
            : throw new FormatException("A text from the service is not in the form of texts."),
        RecordType.SRV => new SrvRecordData((ushort)record.Priority!.Value, (ushort)record.Weight!.Value, (ushort)record.Port!.Value, DnsName.Parse(record.Target!)),
        RecordType.CAA => new CaaRecordData((byte)record.Flags!.Value, record.Tag!, CharacterStrings.Encode(record.Value!)),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.Type, "Its data is computed."),
    };
}
