using System.Collections.Concurrent;
using System.Net;
using DNS4Me.Agent.DomainTest;
using DNS4Me.Agent.Tests.Dns;
using DNS4Me.Dns;

namespace DNS4Me.Agent.Tests.DomainTest;

/// <summary>Following a delegation through servers that stand for the root, a top-level domain and a zone.</summary>
public class DelegationTests
{
    private static readonly IPAddress Root = IPAddress.Parse("203.0.113.1");
    private static readonly IPAddress Top = IPAddress.Parse("203.0.113.2");
    private static readonly IPAddress Zone = IPAddress.Parse("203.0.113.3");

    [Fact]
    public async Task Referrals_are_followed_from_the_root_and_the_resolver_is_asked_for_addresses_alone()
    {
        await using var root = Referring("example", "ns.top.test", Top);
        await using var top = Referring("dyn.example", "ns.other.test", glue: null);
        await using var zone = new FakeDnsServer(query => FakeDnsServer.Answer(query, flags: DnsHeaderFlags.AuthoritativeAnswer));
        await using var resolver = Knowing(("ns.other.test", Zone));
        var found = await FindAsync(resolver, ("alice.dyn.example", root, top, zone));
        Assert.Equal($"ns.other.test (127.0.0.1:{zone.Port})", Assert.Single(found).ToString());
        Assert.All(new[] { root, top, zone }.SelectMany(server => server.Queries), query => Assert.Equal(DnsHeaderFlags.None, query.Flags));
        Assert.DoesNotContain(resolver.Queries, query => query.Questions[0].Name.IsSubdomainOf(DnsName.Parse("example")));
    }

    [Fact]
    public async Task A_domain_with_a_delegation_of_its_own_is_asked_at_the_servers_that_its_parent_names()
    {
        await using var root = Referring("example", "ns.top.test", Top);
        await using var top = Referring("alice.example", "ns1.alice.example", Zone);
        await using var zone = new FakeDnsServer((_, _) => []);
        await using var resolver = Knowing();
        Assert.Equal("ns1.alice.example", Assert.Single(await FindAsync(resolver, ("alice.example", root, top, zone))).Name);
        Assert.Empty(zone.Queries);
    }

    [Fact]
    public async Task A_name_that_a_zone_on_the_way_does_not_know_is_told()
    {
        await using var root = Referring("example", "ns.top.test", Top);
        await using var top = new FakeDnsServer(query => FakeDnsServer.Answer(query, DnsRcode.NXDomain, DnsHeaderFlags.AuthoritativeAnswer));
        await using var resolver = Knowing();
        var failure = await Assert.ThrowsAsync<DNS4MeException>(() => FindAsync(resolver, ("alice.example", root, top, top)));
        Assert.Equal(FaultCode.DnsNameUnknown, failure.Fault.Code);
        Assert.Contains("ns.top.test", failure.Message);
    }

    [Fact]
    public async Task A_server_that_refers_upwards_or_in_circles_leads_nowhere()
    {
        await using var root = Referring("example", "ns.top.test", Top);
        await using var top = Referring("example", "ns.top.test", Top);
        await using var resolver = Knowing();
        Assert.Equal(FaultCode.DnsFailed, (await Assert.ThrowsAsync<DNS4MeException>(() => FindAsync(resolver, ("alice.example", root, top, top)))).Fault.Code);
    }

    [Fact]
    public async Task Name_servers_without_an_address_are_told()
    {
        await using var root = Referring("example", "ns.nowhere.test", glue: null);
        await using var resolver = Knowing();
        Assert.Equal(FaultCode.DnsUnreachable, (await Assert.ThrowsAsync<DNS4MeException>(() => FindAsync(resolver, ("alice.example", root, root, root)))).Fault.Code);
    }

    [Fact]
    public async Task Where_the_resolver_tells_no_root_the_worlds_own_is_asked()
    {
        await using var world = Referring("alice.example", "ns1.alice.example", Zone);
        await using var resolver = new FakeDnsServer(query => FakeDnsServer.Answer(query, DnsRcode.Refused));
        var asked = new ConcurrentBag<IPAddress>();
        var delegation = new Delegation(new(TimeProvider.System, () => [IPAddress.Loopback]), TimeProvider.System, address =>
        {
            asked.Add(address);
            return new(IPAddress.Loopback, world.Port);
        }, resolver.Port);
        Assert.Equal("ns1.alice.example", Assert.Single(await delegation.FindAsync(DnsName.Parse("alice.example"), TestContext.Current.CancellationToken)).Name);
        Assert.Contains(IPAddress.Parse("198.41.0.4"), asked);
        Assert.Contains(IPAddress.Parse("2001:dc3::35"), asked);
    }

    [Fact]
    public async Task A_root_that_cannot_be_asked_is_told_with_the_way_around_it()
    {
        await using var root = new FakeDnsServer(query => FakeDnsServer.Answer(query, DnsRcode.Refused));
        await using var resolver = Knowing();
        var failure = await Assert.ThrowsAsync<DNS4MeException>(() => FindAsync(resolver, ("alice.example", root, root, root)));
        Assert.Equal((FaultCode.DelegationUnknown, "alice.example"), (failure.Fault.Code, failure.Fault.Target));
        Assert.Contains("-Server", failure.Fault.Action, StringComparison.Ordinal);
    }

    private static FakeDnsServer Referring(string zone, string server, IPAddress? glue) => new(query => new()
    {
        Id = query.Id,
        Flags = DnsHeaderFlags.Response,
        Questions = query.Questions,
        Authorities = [new(DnsName.Parse(zone), DnsClass.IN, 3600, new NsRecordData(DnsName.Parse(server)))],
        Additionals = glue is null ? [] : [new(DnsName.Parse(server), DnsClass.IN, 3600, new ARecordData(glue))],
    });

    /// <summary>The machine's resolver: it knows the root's server, and the names given.</summary>
    private static FakeDnsServer Knowing(params (string Name, IPAddress Address)[] names) => new(query => query.Questions[0] switch
    {
        { Type: DnsType.NS, Name.IsRoot: true } => FakeDnsServer.Answer(query, data: new NsRecordData(DnsName.Parse("a.root.test"))),
        { Type: DnsType.A } question when question.Name == DnsName.Parse("a.root.test") => FakeDnsServer.Answer(query, data: new ARecordData(Root)),
        { Type: DnsType.A } question when names.FirstOrDefault(known => DnsName.Parse(known.Name) == question.Name) is { Address: { } address } => FakeDnsServer.Answer(query, data: new ARecordData(address)),
        _ => FakeDnsServer.Answer(query),
    });

    private static Task<IReadOnlyList<Authority>> FindAsync(FakeDnsServer resolver, (string Domain, FakeDnsServer Root, FakeDnsServer Top, FakeDnsServer Zone) world)
    {
        IPEndPoint EndPointOf(IPAddress address) => new(IPAddress.Loopback, address.Equals(Root) ? world.Root.Port : address.Equals(Top) ? world.Top.Port : world.Zone.Port);
        return new Delegation(new(TimeProvider.System, () => [IPAddress.Loopback]), TimeProvider.System, EndPointOf, resolver.Port)
            .FindAsync(DnsName.Parse(world.Domain), TestContext.Current.CancellationToken);
    }
}
