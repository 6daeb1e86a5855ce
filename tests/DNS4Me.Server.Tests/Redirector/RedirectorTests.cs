using System.Net;
using System.Net.Sockets;
using System.Text;
using DNS4Me.Server.Redirector;

namespace DNS4Me.Server.Tests.Redirector;

/// <summary>The redirector over real HTTP, as a browser and as something less kind.</summary>
public class RedirectorTests
{
    private const string Domain = TestService.Domain;

    [Fact]
    public async Task An_offline_domain_leads_to_the_offline_page_which_says_come_again()
    {
        await using var service = await TestService.StartAsync();
        using var redirect = await GetAsync(service, Domain);
        AssertRedirect(service.Redirector.AbsoluteUri, redirect);

        using var page = await GetAsync(service, service.Redirector.Authority, redirect.Headers.Location!.PathAndQuery);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.True(page.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal(OfflinePage.Offline.ToArray(), await page.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(WebRedirect.Port, "www." + Domain, "http://alice.dns4me.test:8080/a%2Fb/../%7Ec?q=%20&r")]
    [InlineData(WebRedirect.Port, "WWW." + Domain + ".", "http://alice.dns4me.test:8080/a%2Fb/../%7Ec?q=%20&r")]
    [InlineData(WebRedirect.Url, "www." + Domain, "https://elsewhere.example/page?x=1")]
    [InlineData(WebRedirect.Disabled, "www." + Domain, "http://127.0.0.1/a%2Fb/../%7Ec?q=%20&r")]
    public async Task Online_www_follows_the_web_redirect(WebRedirect redirect, string host, string location)
    {
        await using var service = await TestService.StartAsync();
        await service.OnlineAsync(settings: TestService.Settings(new() { WebRedirect = redirect, WebRedirectUrl = "https://elsewhere.example/page?x=1" }));

        AssertRedirect(location, await RawAsync(service, $"GET /a%2Fb/../%7Ec?q=%20&r HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    }

    [Theory]
    [InlineData("www." + Domain)]
    [InlineData("shop." + Domain)]
    public async Task A_URL_that_leaves_ASCII_is_told_as_headers_tell_it(string host)
    {
        const string Url = "https://müller.example/ä?ö=ü";
        await using var service = await TestService.StartAsync();
        using (var store = service.Administer())
        {
            store.AddRecords(Domain, [TestZones.Host("shop", HostTarget.ToUrl(Url))]);
        }

        await service.Host.Store.LookAsync();
        await service.OnlineAsync(settings: TestService.Settings(new() { WebRedirect = WebRedirect.Url, WebRedirectUrl = Url }));

        AssertRedirect("https://xn--mller-kva.example/%C3%A4?%C3%B6=%C3%BC", await RawAsync(service, $"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    }

    [Theory]
    [InlineData("xn--mller-kva." + Domain)]
    [InlineData("XN--MLLER-KVA." + Domain + ".")]
    public async Task A_name_of_A_labels_is_looked_up_as_it_comes(string host)
    {
        await using var service = await TestService.StartAsync();
        using (var store = service.Administer())
        {
            store.AddRecords(Domain, [TestZones.Host("xn--mller-kva", HostTarget.ToPort(8443))]);
        }

        await service.Host.Store.LookAsync();
        await service.OnlineAsync(settings: TestService.Settings(new() { Automatic = false, Address = IPAddress.Parse("203.0.113.5") }));

        AssertRedirect("http://203.0.113.5:8443/x", await RawAsync(service, $"GET /x HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    }

    [Fact]
    public async Task A_port_redirect_names_the_current_address_an_IPv6_one_in_brackets()
    {
        await using var service = await TestService.StartAsync();
        using (var store = service.Administer())
        {
            store.AddRecords(Domain, [TestZones.Host("cam", HostTarget.ToPort(8443))]);
        }

        await service.Host.Store.LookAsync();
        await service.OnlineAsync(settings: TestService.Settings(new() { Automatic = false, Address = IPAddress.Parse("203.0.113.5") }));
        using (var four = await GetAsync(service, "cam." + Domain, "/live?x=1"))
        {
            AssertRedirect("http://203.0.113.5:8443/live?x=1", four);
        }

        await service.OnlineAsync(settings: TestService.Settings(new() { Automatic = false, AddressIPv6 = IPAddress.Parse("2001:db8::5") }));
        using var six = await GetAsync(service, "cam." + Domain, "/live?x=1");
        AssertRedirect("http://[2001:db8::5]:8443/live?x=1", six);
    }

    [Fact]
    public async Task A_URL_of_the_offline_settings_is_followed()
    {
        await using var service = await TestService.StartAsync();
        await service.OnlineAsync(settings: TestService.Settings(offline: new() { Behavior = OfflineBehavior.Url, Url = "https://status.example/down" }));
        await service.OfflineAsync(1);

        using var response = await GetAsync(service, "any." + Domain, "/x?y");
        AssertRedirect("https://status.example/down", response);
    }

    [Theory]
    [InlineData("http://192.0.2.80/")]
    [InlineData("http://192.0.2.80:80/x")]
    [InlineData("http://[2001:db8::80]/")]
    [InlineData("http://alice.dns4me.test/")]
    [InlineData("http://WWW.ALICE.dns4me.test./x")]
    [InlineData("http://brought.example/")]
    [InlineData("REDIRECTOR")]
    public async Task Nobody_is_led_round_in_a_ring(string url)
    {
        await using var service = await TestService.StartAsync();
        var offline = new OfflineSetting { Behavior = OfflineBehavior.Url, Url = url == "REDIRECTOR" ? service.Redirector + "x" : url };
        await service.OnlineAsync(settings: TestService.Settings(offline: offline));
        await service.OfflineAsync(1);

        using var response = await GetAsync(service, Domain);
        AssertRedirect(service.Redirector.AbsoluteUri, response);
    }

    [Theory]
    [InlineData("nobody.dns4me.test")]
    [InlineData("ns1.dns4me.test")]
    [InlineData("example.org")]
    [InlineData("203.0.113.9")]
    [InlineData("[2001:db8::9]")]
    [InlineData("x_y-.z")]
    public async Task A_name_that_is_nobodys_is_not_found(string host)
    {
        await using var service = await TestService.StartAsync();
        using var response = await GetAsync(service, host, "/<script>alert(1)</script>");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("script", body, StringComparison.Ordinal);
        Assert.DoesNotContain(host, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_path_of_the_offline_pages_host_is_not_found()
    {
        await using var service = await TestService.StartAsync();
        using var response = await GetAsync(service, service.Redirector.Authority, "/other");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_than_GET_and_HEAD_are_told_so(string method)
    {
        await using var service = await TestService.StartAsync();
        var response = await RawAsync(service, $"{method} / HTTP/1.1\r\nHost: {Domain}\r\nContent-Length: 0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 405 ", response, StringComparison.Ordinal);
        Assert.Contains("\r\nAllow: GET, HEAD\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_gets_the_head_alone()
    {
        await using var service = await TestService.StartAsync();
        AssertRedirect(service.Redirector.AbsoluteUri, await RawAsync(service, $"HEAD / HTTP/1.1\r\nHost: {Domain}\r\n\r\n"));

        var page = await RawAsync(service, $"HEAD / HTTP/1.1\r\nHost: {service.Redirector.Authority}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 503 ", page, StringComparison.Ordinal);
        Assert.Contains($"Content-Length: {OfflinePage.Offline.Length}\r\n", page, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxys_whole_URL_is_taken_for_its_path()
    {
        await using var service = await TestService.StartAsync();
        await service.OnlineAsync();

        AssertRedirect("http://127.0.0.1/x?y=1", await RawAsync(service, $"GET http://{Domain}/x?y=1 HTTP/1.1\r\nHost: {Domain}\r\n\r\n"));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n")]
    [InlineData("GET http://other.example/ HTTP/1.1\r\nHost: " + Domain + "\r\n\r\n")]
    [InlineData("GET /\u0001 HTTP/1.1\r\nHost: " + Domain + "\r\n\r\n")]
    [InlineData("rubbish\r\n\r\n")]
    public async Task A_malformed_request_is_refused(string request)
    {
        await using var service = await TestService.StartAsync();

        Assert.StartsWith("HTTP/1.1 400 ", await RawAsync(service, request), StringComparison.Ordinal);
        Assert.Empty(service.Log.Errors);
    }

    [Fact]
    public async Task A_path_that_looks_like_a_host_stays_a_path()
    {
        await using var service = await TestService.StartAsync();
        await service.OnlineAsync();

        AssertRedirect("http://127.0.0.1//evil.example/@x", await RawAsync(service, $"GET //evil.example/@x HTTP/1.1\r\nHost: {Domain}\r\n\r\n"));
    }

    [Fact]
    public async Task A_configured_offline_page_is_where_visitors_are_led()
    {
        await using var service = await TestService.StartAsync(configuration => configuration with { OfflinePage = new("http://offline.dns4me.test/down") });
        using var redirect = await GetAsync(service, Domain);
        AssertRedirect("http://offline.dns4me.test/down", redirect);

        using var page = await GetAsync(service, "offline.dns4me.test", "/down");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Equal(["192.0.2.80"], await service.AskAsync("offline.dns4me.test"));
    }

    private static async Task<HttpResponseMessage> GetAsync(TestService service, string host, string path = "/")
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Redirector, path)) { Headers = { Host = host } };
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> RawAsync(TestService service, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(service.Host.Redirector[0], TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var closing = request.Insert(request.IndexOf('\n', StringComparison.Ordinal) + 1, "Connection: close\r\n");
        await reader.BaseStream.WriteAsync(Encoding.Latin1.GetBytes(closing), TestContext.Current.CancellationToken);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static void AssertRedirect(string location, HttpResponseMessage response)
    {
        Assert.Equal((HttpStatusCode.Found, location), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    private static void AssertRedirect(string location, string response)
    {
        Assert.StartsWith("HTTP/1.1 302 ", response, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: {location}\r\n", response, StringComparison.Ordinal);
        Assert.Contains("\r\nCache-Control: no-store\r\n", response, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", response, StringComparison.Ordinal);
    }
}
