using System.Net;
using DNS4Me.Dns;
using DNS4Me.Server.Dns;
using DNS4Me.Server.Presence;
using DNS4Me.Server.State;
using Microsoft.Extensions.Time.Testing;

namespace DNS4Me.Server.Tests.Support;

/// <summary>Accounts, zones and a responder in memory: what the DNS path answers from, without store and sockets.</summary>
internal sealed class TestZones
{
    public const string ServiceZone = "dns4me.test";
    public static readonly IPAddress Redirector = IPAddress.Parse("192.0.2.80");
    public static readonly IPAddress RedirectorIPv6 = IPAddress.Parse("2001:db8::80");
    public static readonly IPAddress Seen = IPAddress.Parse("198.51.100.7");
    public static readonly IPAddress SeenIPv6 = IPAddress.Parse("2001:db8:7::7");

    private readonly ServiceDirectory _directory = new();
    private long _lastId;

    public TestZones(bool redirectorHasIPv6 = true)
    {
        Clock = new(Time, TimeSpan.Zero);
        Addresses = RedirectorAddresses.Of(redirectorHasIPv6 ? [Redirector, RedirectorIPv6] : [Redirector]);
        var nameServers = new[] { DnsName.Parse("ns1." + ServiceZone), DnsName.Parse("ns2.elsewhere.example") };
        var zone = new ServiceZone(DnsName.Parse(ServiceZone), [KeyValuePair.Create(nameServers[0], (IReadOnlyList<IPAddress>)[IPAddress.Loopback, IPAddress.IPv6Loopback])]);
        Catalog = new([zone], _directory);
        Responder = new(Catalog, new(nameServers, DnsName.Parse("hostmaster." + ServiceZone), 7), Addresses, Clock);
    }

    public FakeTimeProvider Time { get; } = new(TestTime.Start);

    public ServiceClock Clock { get; }

    public ZoneCatalog Catalog { get; }

    public RedirectorAddresses Addresses { get; }

    public DnsResponder Responder { get; }

    /// <summary>A presence that holds for ten minutes from the clock's start, over both families.</summary>
    public static PresenceState Online(IPAddress? address = null, IPAddress? addressIPv6 = null) => new()
    {
        Epoch = 1,
        InstanceId = "one",
        Machine = "box",
        IPv4 = FamilyLease.From(address ?? Seen, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        IPv6 = FamilyLease.From(addressIPv6 ?? SeenIPv6, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
    };

    public static DomainRecord Host(string name, HostTarget online, HostTarget? offline = null, RecordType type = RecordType.A)
        => new() { Name = name, Type = type, OnlineTarget = online, OfflineTarget = offline ?? HostTarget.Default };

    public static DomainRecord Mail(string name, int priority, string server) => new() { Name = name, Type = RecordType.MX, Priority = priority, MailServer = server };

    public static DomainRecord Alias(string name, string destination) => new() { Name = name, Type = RecordType.CNAME, CanonicalName = destination };

    public static DomainRecord Text(string name, string text) => new() { Name = name, Type = RecordType.TXT, Text = text };

    public static DomainRecord Service(string name, int priority, int weight, int port, string target)
        => new() { Name = name, Type = RecordType.SRV, Priority = priority, Weight = weight, Port = port, Target = target };

    public static DomainRecord Authority(string name, int flags, string tag, string value)
        => new() { Name = name, Type = RecordType.CAA, Flags = flags, Tag = tag, Value = value };

    /// <summary>Adds an account with one domain.</summary>
    public AccountEntry Add(
        string domain, IReadOnlyCollection<DomainRecord>? records = null, PresenceState? presence = null, OnlineSetting? online = null, OfflineSetting? offline = null, ZoneTree? tree = null)
    {
        var id = ++_lastId;
        var state = new AccountState
        {
            RegistrationHash = ServiceDirectory.HashOf(domain),
            Email = "somebody@" + domain,
            Name = "",
            Kind = AccountKind.Registered,
            Expires = TestTime.Start.AddYears(1),
            Settings = new() { Online = online ?? new(), Offline = offline ?? new() },
            Presence = presence ?? PresenceState.None,
            Domains = [],
        };
        var account = new AccountEntry(id, state);
        var zone = domain.EndsWith("." + ServiceZone, StringComparison.Ordinal) ? ServiceZone : null;
        _directory.Publish(account, state with { Domains = [new(id, DnsName.Parse(domain), zone, account, tree ?? ZoneBuilder.Build(records ?? []))] });
        return account;
    }

    /// <summary>Asks over UDP with EDNS.</summary>
    public DnsMessage Ask(string name, DnsType type, DnsClass @class = DnsClass.IN) => Ask(DnsMessage.CreateQuery(DnsName.Parse(name), type, @class: @class))!;

    /// <summary>Asks; null for silence.</summary>
    public DnsMessage? Ask(DnsMessage query, bool overUdp = true)
    {
        var response = Respond(query.ToWire(), overUdp);
        if (response.Length == 0)
        {
            return null;
        }

        var message = DnsMessage.Parse(response);
        Assert.True(message.IsResponseTo(query));
        return message;
    }

    /// <summary>Answers octets; none for silence.</summary>
    public byte[] Respond(ReadOnlySpan<byte> message, bool overUdp = true)
    {
        var response = new byte[overUdp ? DnsLimits.DefaultUdpPayloadSize : DnsLimits.MaxMessageLength];
        return response[..Responder.Respond(message, response, overUdp)];
    }

    /// <summary>The data of a name's answers as text, in order.</summary>
    public string[] Data(string name, DnsType type) => [.. Ask(name, type).Answers.Select(record => $"{record.Type} {record.Data}")];
}
