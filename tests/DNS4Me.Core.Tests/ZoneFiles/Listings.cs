namespace DNS4Me.Tests.ZoneFiles;

/// <summary>Records as the service lists them: with default ones, and with what they come to.</summary>
internal static class Listings
{
    public static IReadOnlyList<DomainRecord> Defaults { get; } =
    [
        Default("", RecordType.A, "198.51.100.7"), Default("", RecordType.AAAA, "2001:db8::7"), Default("", RecordType.MX, "10 alice.example"),
        Default("*", RecordType.A, "198.51.100.7"), Default("*", RecordType.AAAA, "2001:db8::7"), Default("*", RecordType.MX, "10 alice.example"),
    ];

    /// <summary>A record with what it comes to while online.</summary>
    public static DomainRecord WithAnswer(DomainRecord record) => record with
    {
        CurrentData = record.OnlineTarget switch
        {
            null => RecordText.DataOf(record),
            { Kind: HostTargetKind.Default } => record.Type == RecordType.A ? "198.51.100.7" : "2001:db8::7",
            { Kind: HostTargetKind.PortRedirect } target => $"http://198.51.100.7:{target.Port}/",
            var target => target.Url ?? target.ToString(),
        },
    };

    private static DomainRecord Default(string name, RecordType type, string answer) => new()
    {
        Domain = Zones.Domain,
        Name = name,
        Type = type,
        IsDefault = true,
        OnlineTarget = type == RecordType.MX ? null : HostTarget.Default,
        OfflineTarget = type == RecordType.MX ? null : HostTarget.Default,
        Priority = type == RecordType.MX ? DomainRecord.DefaultMailPriority : null,
        MailServer = type == RecordType.MX ? Zones.Domain : null,
        CurrentData = answer,
    };
}
