using System.Net;
using System.Text.Json;
using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.Tests.Json;

public class JsonContractTests
{
    [Fact]
    public void Settings_that_a_file_leaves_out_keep_their_defaults()
    {
        var settings = JsonSerializer.Deserialize("""{"online":{"timeoutSeconds":6},"server":{"port":1207}}""", AgentJson.Default.AgentSettings)!;
        Assert.Equal(new OnlineSetting { Timeout = TimeSpan.FromSeconds(6) }, settings.Online);
        Assert.Equal(new OfflineSetting(), settings.Offline);
        Assert.Equal(new ClientOption(), settings.Option);
        Assert.Equal(new ServerSetting { Port = 1207 }, settings.Server);
    }

    [Fact]
    public void Settings_survive_the_way_to_the_file_and_back()
    {
        var settings = new AgentSettings
        {
            Online = new() { Automatic = false, Address = IPAddress.Parse("192.0.2.1"), Timeout = TimeSpan.FromMilliseconds(1500), WebRedirect = WebRedirect.Url, WebRedirectUrl = "http://a.example/" },
            Offline = new() { Behavior = OfflineBehavior.Address, AddressIPv6 = IPAddress.Parse("2001:db8::1") },
            Option = new() { Reconnect = false, KeepAliveInterval = TimeSpan.FromMinutes(3) },
            Server = new() { HostName = "a.example", Pins = ["sha256/x"], VerifyName = "b.example", HomePage = "https://a.example/" },
            Web = new() { Running = true, Sites = new Dictionary<string, WebSite> { ["a.example"] = new() { Enabled = true, LocalFolder = "/srv/a", DefaultDocuments = [] } } },
        };
        var json = JsonSerializer.Serialize(settings, AgentJson.Default.AgentSettings);
        Assert.Equal(settings, JsonSerializer.Deserialize(json, AgentJson.Default.AgentSettings));
        Assert.Contains("\"timeoutSeconds\":1.5", json);
    }

    [Fact]
    public void A_site_that_a_file_leaves_members_out_of_keeps_their_defaults()
    {
        var settings = JsonSerializer.Deserialize("""{"web":{"port":8080,"sites":{"a.example":{"enabled":true}}}}""", AgentJson.Default.AgentSettings)!;
        Assert.Equal(new WebServerSetting { Port = 8080, Sites = new Dictionary<string, WebSite> { ["a.example"] = new() { Enabled = true } } }, settings.Web);
    }

    [Fact]
    public void A_request_that_leaves_out_what_it_may_keeps_the_defaults()
    {
        var request = JsonSerializer.Deserialize("""{"name":"a.example","type":"A"}""", AgentJson.Default.ResolveRequest)!;
        Assert.Equal(ResolveRequest.DefaultPort, request.Port);
        Assert.Equal(TimeSpan.FromSeconds(5), request.Timeout);
        Assert.Equal(100, JsonSerializer.Deserialize("{}", AgentJson.Default.EventRequest)!.Max);
    }

    [Theory]
    [InlineData("""{"instanceId":"a","machine":"b"}""")]
    [InlineData("""{"machine":"b","settings":{"online":{},"offline":{}}}""")]
    public void A_wish_to_go_online_must_be_whole(string json)
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, ServiceJson.Default.OnlineRequest));

    [Theory]
    [InlineData("""{"timeoutSeconds":-1}""")]
    [InlineData("""{"timeoutSeconds":1e30}""")]
    [InlineData("""{"timeoutSeconds":"6"}""")]
    [InlineData("""{"address":"1"}""")]
    [InlineData("""{"address":7}""")]
    public void Values_of_the_wrong_shape_are_refused(string json)
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, AgentJson.Default.OnlineSetting));

    [Fact]
    public void A_problem_carries_its_fault_whole()
    {
        var fault = DNS4Me.Faults.EmailMismatch("bob@example.com");
        var problem = ServiceProblem.From(fault);
        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(problem, ServiceJson.Default.ServiceProblem), ServiceJson.Default.ServiceProblem)!;
        Assert.Equal(fault, read.Fault);
        Assert.Equal(403, read.Status);
        Assert.Equal("urn:dns4me:problem:emailMismatch", read.Type);
    }
}
