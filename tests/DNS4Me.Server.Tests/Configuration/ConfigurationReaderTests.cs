using System.Net;
using DNS4Me.Server.Configuration;

namespace DNS4Me.Server.Tests.Configuration;

public sealed class ConfigurationReaderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_least_that_is_needed_gets_the_standard_ports_and_an_offline_page()
    {
        var configuration = Read(Minimal(), out var faults);

        Assert.Empty(faults);
        Assert.Equal(["0.0.0.0:1206", "[::]:1206"], configuration!.Api.Select(endPoint => endPoint.ToString()));
        Assert.Equal(["0.0.0.0:53", "[::]:53"], configuration.Dns.Select(endPoint => endPoint.ToString()));
        Assert.Equal(["0.0.0.0:80", "[::]:80"], configuration.Redirector.Select(endPoint => endPoint.ToString()));
        Assert.Equal(_folder.File("data"), configuration.DataFolder);
        Assert.Equal("http://192.0.2.80/", configuration.OfflinePage!.AbsoluteUri);
        Assert.Equal(@"host\.master.dyn.example.", configuration.Hostmaster.ToString());
        Assert.Equal(Environment.ProcessorCount, configuration.DnsThreads);
        Assert.Null(configuration.Certificate);
        Assert.Equal(new() { Version = typeof(ServerConfiguration).Assembly.GetName().Version!.ToString(3) }, configuration.Release);
    }

    [Fact]
    public void Everything_can_be_said()
    {
        var configuration = Read("""
            {
              "dataFolder": "/srv/dns4me",
              "api": ["[2001:db8::1]:1206"], "dns": ["192.0.2.53:53"], "redirector": ["192.0.2.80:80"], "dnsThreads": 3, "connectionsPerClient": 7,
              "redirectorAddresses": ["2001:db8::80"],
              "serviceZones": ["Dyn.Example.", "bücher.example"],
              "nameServers": [{ "name": "NS1.dyn.example", "addresses": ["192.0.2.53"] }, { "name": "ns.elsewhere.test" }],
              "hostmaster": "x@dyn.example",
              "offlinePage": "http://offline.dyn.example/down",
              "certificate": { "path": "fullchain.pem", "keyPath": "keys/privkey.pem" },
              "release": { "version": "1.2.3", "page": "https://dyn.example/new" },
            }
            """, out var faults)!;

        Assert.Empty(faults);
        Assert.Equal(["dyn.example", "xn--bcher-kva.example"], configuration.ServiceZones);
        Assert.Equal(new(_folder.File("fullchain.pem"), _folder.File(Path.Combine("keys", "privkey.pem")), null), configuration.Certificate);
        Assert.Equal(["ns1.dyn.example", "ns.elsewhere.test", "offline.dyn.example"], configuration.OwnNames.Hosts);
        Assert.Equal([IPAddress.Parse("2001:db8::80")], configuration.OwnHosts.Last().Value);
        Assert.Equal(new() { Version = "1.2.3", Page = "https://dyn.example/new" }, configuration.Release);
        Assert.Equal((3, "http://offline.dyn.example/down"), (configuration.DnsThreads, configuration.OfflinePage!.AbsoluteUri));
    }

    [Theory]
    [InlineData("\"api\": [\"127.0.0.1\"]", "api[0]")]
    [InlineData("\"api\": [\"[::1]\"]", "api[0]")]
    [InlineData("\"api\": [\"2001:db8::1\"]", "api[0]")]
    [InlineData("\"api\": [\"1:53\"]", "api[0]")]
    [InlineData("\"api\": [\"host:53\"]", "api[0]")]
    [InlineData("\"api\": [\"127.0.0.1:70000\"]", "api[0]")]
    [InlineData("\"api\": [null]", "api[0]")]
    [InlineData("\"api\": []", "api")]
    [InlineData("\"api\": null", "$.api")]
    [InlineData("\"release\": {}", "release.version")]
    [InlineData("\"release\": { \"version\": \"1.2.3-rc\" }", "release.version")]
    [InlineData("\"release\": { \"version\": \"1.2.3\", \"page\": \"file:///etc\" }", "release.page")]
    [InlineData("\"dnsThreads\": 0", "dnsThreads")]
    [InlineData("\"connectionsPerClient\": 0", "connectionsPerClient")]
    [InlineData("\"redirectorAddresses\": [\"0.0.0.0\"]", "redirectorAddresses[0]")]
    [InlineData("\"serviceZones\": [\"dyn.example\", \"DYN.example\"]", "serviceZones[1]")]
    [InlineData("\"serviceZones\": [\"a b\"]", "serviceZones[0]")]
    [InlineData("\"nameServers\": [null]", "nameServers[0].name")]
    [InlineData("\"nameServers\": [{ \"name\": \"ns1.dyn.example\" }]", "nameServers[0].addresses")]
    [InlineData("\"nameServers\": [{ \"name\": \"a.test\" }, { \"name\": \"A.test\" }]", "nameServers[1].name")]
    [InlineData("\"offlinePage\": \"https://x.example/\"", "offlinePage")]
    [InlineData("\"offlinePage\": \"http://x.example/?q\"", "offlinePage")]
    [InlineData("\"certificate\": {}", "certificate.path")]
    [InlineData("\"hostmaster\": \"@x\"", "hostmaster")]
    [InlineData("\"bogus\": 1", "$.bogus")]
    [InlineData("\"dataFolder\": 7", "$.dataFolder")]
    public void A_mistake_is_told_by_its_place(string member, string field)
    {
        Assert.Null(Read(Minimal(member), out var faults));
        Assert.Equal(field, Assert.Single(faults).Field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{ \"dataFolder\": \"a\", \"dataFolder\": \"b\" }")]
    public void What_is_no_configuration_is_told(string text)
    {
        Assert.Null(Read(text, out var faults));
        Assert.Single(faults);
    }

    /// <summary>What is needed, with one member replaced or added.</summary>
    private static string Minimal(string? member = null)
    {
        string[] needed =
        [
            "\"dataFolder\": \"data\"",
            "\"redirectorAddresses\": [\"192.0.2.80\"]",
            "\"serviceZones\": [\"dyn.example\"]",
            "\"nameServers\": [{ \"name\": \"ns1.dyn.example\", \"addresses\": [\"192.0.2.53\"] }]",
            "\"hostmaster\": \"host.master@dyn.example\"",
        ];
        var name = member?.Split(':')[0];
        return $"{{ {string.Join(",\n", needed.Where(other => other.Split(':')[0] != name).Append(member).OfType<string>())} }}";
    }

    private ServerConfiguration? Read(string text, out IReadOnlyList<Fault> faults)
    {
        var path = _folder.File("server.json");
        File.WriteAllText(path, text);
        return ConfigurationReader.Read(path, out faults);
    }
}
