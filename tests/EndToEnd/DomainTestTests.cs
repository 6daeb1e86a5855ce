using System.Net;
using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>Test-DNS4MeDomain in a world with a root of its own and a name server that answers what was true yesterday.</summary>
public class DomainTestTests
{
    private const string Stale = "203.0.113.54";

    /// <summary>What the stale server says of the domain.</summary>
    private const string Yesterday = "192.0.2.99";

    private const string Zone = "dns4me.test";

    [Fact]
    public async Task What_a_stale_server_says_is_found_by_following_the_delegation_from_the_root()
    {
        await using var networks = await TwoNetworks.StartAsync();
        await using var home = new ClientHome { Under = networks.OnMachine };
        await home.ConnectAsync(networks);
        await using (await RootAsync(networks, ("ns1", TwoNetworks.Service)))
        {
            Assert.Equal("True", await home.GetAsync("Test-DNS4MeDomain"));
        }

        await networks.AddToWorldAsync(Stale);
        await using var stale = await KnotServer.StartAsync(networks.OnService, EndPointOf(Stale), new Dictionary<string, string> { [Zone] = $"""
            $ORIGIN {Zone}.
            @ 60 SOA ns1 hostmaster 1 3600 600 86400 60
            @ 60 NS ns1
            ns1 60 A {TwoNetworks.Service}
            alice 60 A {Yesterday}

            """ });
        await using var root = await RootAsync(networks, ("ns1", TwoNetworks.Service), ("ns2", Stale));
        Assert.Equal("False", await home.GetAsync("Test-DNS4MeDomain"));
        var seen = (await home.RunAsync(
            "Test-DNS4MeDomain -Detailed | Where-Object { $_.Type -eq 'A' -and $_.Name -eq '' } | ForEach-Object { \"seen $($_.Server.Split(' ')[0]) $($_.Expected) $($_.Actual) $($_.Matches)\" }")).Lines;
        Assert.Contains($"seen ns1.{Zone} {networks.OnlineAddress} {networks.OnlineAddress} True", seen);
        Assert.Contains($"seen ns2.{Zone} {networks.OnlineAddress} {Yesterday} False", seen);
    }

    [Fact]
    public async Task Where_no_root_can_be_asked_the_error_says_what_to_do_and_the_servers_can_be_named()
    {
        await using var networks = await TwoNetworks.StartAsync();
        await using var home = new ClientHome { Under = networks.OnMachine };
        await home.ConnectAsync(networks);
        var failure = await home.FailAsync($"Test-DNS4MeDomain {networks.Domain} -ErrorAction Stop");
        Assert.Equal($"{FaultCode.DelegationUnknown}", failure.Code);
        Assert.Contains("-Server", failure.Action, StringComparison.Ordinal);
        Assert.Equal("True", await home.GetAsync($"Test-DNS4MeDomain -Server {TwoNetworks.Service}"));
    }

    /// <summary>The machine's resolver, which is the root too, and delegates the service's zone.</summary>
    private static Task<KnotServer> RootAsync(TwoNetworks networks, params (string Name, string Address)[] servers) => KnotServer.StartAsync(
        networks.OnService,
        EndPointOf(TwoNetworks.Resolver),
        new Dictionary<string, string>
        {
            ["."] = $"""
                . 60 SOA a.root. hostmaster.root. 1 3600 600 86400 60
                . 60 NS a.root.
                a.root. 60 A {TwoNetworks.Resolver}
                {string.Join('\n', servers.Select(server => $"{Zone}. 60 NS {server.Name}.{Zone}.\n{server.Name}.{Zone}. 60 A {server.Address}"))}

                """,
        });

    private static IPEndPoint EndPointOf(string address) => new(IPAddress.Parse(address), 53);
}
