using System.Net;

namespace DNS4Me.PowerShell.Tests.Support;

internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static AgentStatus Online => new()
    {
        State = AgentState.Online,
        Since = Noon,
        Address = IPAddress.Parse("192.0.2.7"),
        InternetConnected = true,
        InternetSince = Noon.AddHours(-1),
        Domains = ["alice.dyn.example", "alice.example"],
        LeaseEnds = DateTimeOffset.UtcNow.AddHours(1),
        Epoch = 3,
        Server = "server1.DNS4Me.com:1206",
        AgentRunning = true,
        RecentStatus = [Event(1, "Connecting."), Event(2, "The domains are online.")],
    };

    public static RegistrationInfo Registration => new()
    {
        Name = "Alice",
        Email = "alice@example.com",
        RegistrationIdHint = "…WXYZ",
        Kind = AccountKind.Registered,
        Expires = Noon.AddYears(1),
        Domains = ["alice.dyn.example", "alice.example"],
        Version = "9.8.7",
    };

    public static IReadOnlyList<DomainInfo> Domains =>
    [
        new() { Name = "alice.dyn.example", ServiceZone = "dyn.example", Online = true, Addresses = [IPAddress.Parse("192.0.2.7")] },
        new() { Name = "alice.example", Online = true, Addresses = [IPAddress.Parse("192.0.2.7"), IPAddress.Parse("2001:db8::7")] },
    ];

    public static StatusEvent Event(long sequence, string message) => new() { Sequence = sequence, Time = Noon.AddSeconds(sequence), Kind = EventKind.Online, Message = message };
}
